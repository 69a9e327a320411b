/** A page with @turnkey/webauthn-stamper 0.6 and @turnkey/indexed-db-stamper 1.3, the newest. */
import { IndexedDbStamper } from 'indexed-db-stamper-1.3'
import { WebauthnStamper } from 'webauthn-stamper-0.6'
import { offerStampers } from './offer-stampers.ts'

offerStampers(new WebauthnStamper({ rpId: location.hostname }), new IndexedDbStamper())
