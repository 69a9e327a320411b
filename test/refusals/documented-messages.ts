/** Every error message that the protocol documents, by gRPC status: those this server sends, and why it never sends the others. */

/** Why a message is never sent. */
const noMail = 'this server sends no e-mail'
const noOauth = 'this server has no OAuth'
const noPolicies = 'this server has no policies'
const noSigning = 'this server signs nothing'
const noWallets = 'this server has no wallets'
const named = 'the member is named in a field violation of "bad request body"'
const store = 'a failing store is answered "storage is unavailable", 503'
const limits = 'this server has no quotas and no rate limit'
const oneSentence = 'another sentence says it, the same for every kind of operation'

/** Message with the reason why it is never sent; `sent` for one that is. */
export type Documented = readonly [message: string, reason: string]

/** By gRPC status. */
export const documentedMessages: Readonly<Record<number, readonly Documented[]>> = {
  3: [
    ['malformed organization ID provided', 'sent'],
    ['bad request body', 'sent'],
    ['failed to load organizations', store],
    ['policy label must be unique', noPolicies],
    ['invalid policy consensus', noPolicies],
    ['invalid policy condition', 'sent'],
    ['quorum threshold must be non-zero integer', 'sent'],
    ['quorum users missing', 'sent'],
    ['invalid api key expiration', 'sent'],
    ['missing parameter: user authenticator attestation', named],
    ['invalid authenticator attestation', 'sent'],
    ['missing parameter: user authenticator attestation auth data', 'it is an "invalid authenticator attestation"'],
    ['missing wallet params', noWallets],
    ['invalid path format', noWallets],
    ['invalid path', noWallets],
    ['invalid address format', noWallets],
    ['invalid curve', noWallets],
    ['curve required', noWallets],
    ['invalid payload encoding', noSigning],
    ['invalid hash function', noSigning],
    ['invalid magic link template', noMail],
    ['failed to get email template contents', noMail],
    ['failed to unmarshal template variables', noMail],
    ['organization mismatch', 'a key of neither the organization nor its parent is a key that could not be found'],
    ['invalid wallet account UUID', noWallets],
    ['wallet account not part of your organization', noWallets],
    ['wallet account has not been exported', noWallets],
    ['invalid OIDC token', noOauth],
    ['invalid email address', named],
    ['could not reach email', noMail],
    ['auth_code must be set', noOauth],
    ['code_verifier must be set', noOauth],
    ['oauth2_credential_id must be set', noOauth],
    ['redirect_uri must be set', noOauth],
    ['client_id must be set', noOauth],
  ],
  5: [
    ['webauthn authenticator not found in organization', 'sent'],
    ['webauthn authenticator not found in organization or parent organization', 'only one organization is looked in'],
    ['no organization found with the given ID', 'nobody is told which organizations exist: the key could not be found'],
    [
      'No activity found with fingerprint. Consensus activities must target an existing activity by fingerprint',
      'sent',
    ],
  ],
  7: [
    ['request not authorized', 'sent'],
    ['api operations disabled', 'no setting disables them'],
    ['authentication failed', oneSentence],
    ['policy engine denied request explicitly', noPolicies],
  ],
  8: [
    ['user has exceeded maximum authenticators', 'sent'],
    ['user has exceeded maximum long-lived api keys', 'sent'],
    ['user has exceeded maximum short-lived api keys', 'sent'],
    ['Too many requests. Please wait and try again in a few seconds', limits],
  ],
  16: [
    ['no valid authentication signature found for request', oneSentence],
    ['could not find public key in organization', 'sent'],
    ['failed while looking up public key in parent organization', store],
    ['could not find public key in organization or its parent organization', 'sent'],
    ['could not verify WebAuthN signature', 'sent'],
    ['credential ID could not be found in organization or its parent organization', 'sent'],
    ['public key could not be found in organization or its parent organization', oneSentence],
    ['more than one suborg associated with a credential ID', 'sent'],
    ['more than one suborg associated with a public key', 'sent'],
    ['could not verify api key signature', 'a wrong signature must look like an unknown key'],
    ['expired api key', 'sent'],
    ['malformed activity stamp', oneSentence],
    ['could not extract webauthn stamp', 'sent'],
    ['could not extract api key stamp', 'sent'],
    ['cannot authenticate public API activity request without a stamp (X-Stamp/X-Stamp-Webauthn header)', 'sent'],
  ],
}

/** Texts in messages on which official clients branch, in the same way. */
export const branchedTexts: readonly Documented[] = [
  ['could not find public key in organization or its parent organization', 'sent'],
  ['Unauthenticated desc = expired api key publicKey', 'sent'],
  ['Max number of OTPs have been initiated', noMail],
  ['Invalid OTP code', noMail],
  ['OAUTH disallowed', noOauth],
  ['invalid mnemonic', noWallets],
  ['timed out or was not allowed', 'browsers say it, not servers'],
]
