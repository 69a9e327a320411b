/** A page with @turnkey/webauthn-stamper 0.2 and @turnkey/indexed-db-stamper 1.1, the oldest that can be used so. */
import { IndexedDbStamper } from 'indexed-db-stamper-1.1'
import { WebauthnStamper } from 'webauthn-stamper-0.2'
import { offerStampers } from './offer-stampers.ts'

offerStampers(new WebauthnStamper({ rpId: location.hostname }), new IndexedDbStamper())
