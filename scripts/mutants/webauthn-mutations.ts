/** Every check of the two WebAuthn procedures, taken out; the list of `npm run mutants`. */
import type { Mutation } from './mutation.ts'

const server = 'services/api-server/src'
type Change = readonly [removes: string, find: string, replace: string]

const checkThenCount = `  const checking = checkAssertion(stamp, { passkey, challenge: challengeOf(call), origins })
  const data = await checking.catch((error: unknown) => {
    const isForged = error instanceof Refusal && error.code === 'WEBAUTHN_SIGNATURE_INVALID'
    if (isForged) call.meter?.noteBadSignature(credentialIdBase64url)
    throw error
  })
  await advanceCounter(call, passkey, data, system)`

const countThenCheck = `  const { readAuthenticatorData } = await import('./webauthn/authenticator-data.ts')
  await advanceCounter(call, passkey, readAuthenticatorData(stamp.authenticatorData), system)
  await checkAssertion(stamp, { passkey, challenge: challengeOf(call), origins })`

const inFile = (file: string, changes: readonly Change[]): Mutation[] =>
  changes.map(([removes, find, replace]) => ({ file: `${server}/${file}`, removes, find, replace }))

const assertions: readonly Mutation[] = [
  ...inFile('authenticate/webauthn/check-assertion.ts', [
    ['the signature', 'await checkSignature(stamp, passkey)', ''],
    [
      'the client data in what is signed',
      'concatBytes(stamp.authenticatorData, sha256(stamp.clientDataJson))',
      'stamp.authenticatorData',
    ],
    ['the ceremony and the challenge', 'checkCeremony(clientData, challenge)', ''],
    ['the page', 'checkPage(clientData, origins)', ''],
    ['everything about the authenticator', 'checkAuthenticator(data, passkey)', ''],
    ['the relying party', '!timingSafeEqual(data.rpIdHash, sha256(passkey.rpId))', 'false'],
    ['user presence', '!data.isUserPresent', 'false'],
    ['backup without eligibility', 'isContradiction || ', ''],
    ['a changed eligibility', ' || data.isBackupEligible !== passkey.backupEligible', ''],
  ]),
  ...inFile('authenticate/webauthn/client-data.ts', [
    ['the byte order mark', 'readStrictJsonObject(withoutByteOrderMark(bytes))', 'readStrictJsonObject(bytes)'],
    [
      'unambiguous JSON',
      'readStrictJsonObject(withoutByteOrderMark(bytes))',
      'JSON.parse(new TextDecoder().decode(bytes))',
    ],
    ['the type of an assertion', "clientData.type !== 'webauthn.get'", 'false'],
    ['the challenge of an assertion', '!isChallenge(clientData.challenge, challenge)', 'false'],
    [
      'the kind of value of a challenge',
      "if (typeof challenge !== 'string') return false",
      "if (typeof challenge !== 'string') return true",
    ],
    ['the bytes of the challenge', ' && timingSafeEqual(bytes, expected)', ''],
    [
      'a challenge that is no base64url',
      '    return false\n  }\n}\n\n/**\n * Checks that client data',
      '    return true\n  }\n}\n\n/**\n * Checks that client data',
    ],
    [
      'the kind of value of an origin',
      "typeof origin !== 'string' || !isAllowedPage(origin, origins)",
      '!isAllowedPage(String(origin), origins)',
    ],
    ['the list of origins', ' || !isAllowedPage(origin, origins)', ''],
    ['crossOrigin', '(crossOrigin !== undefined && crossOrigin !== false) || ', ''],
    ['crossOrigin in other words', '(crossOrigin !== undefined && crossOrigin !== false)', 'crossOrigin === true'],
    ['topOrigin', ' || topOrigin !== undefined', ''],
  ]),
  ...inFile('authenticate/webauthn/authenticator-data.ts', [
    ['the shortest authenticator data', 'bytes.length < fixedLength', 'bytes.length < 0'],
    ['attested data in an assertion', 'flags & flag.attested', 'false'],
    ['the extensions', 'checkExtensions(bytes)\n  else', 'void 0\n  else'],
    ['left-over bytes', 'bytes.length > fixedLength', 'false'],
  ]),
  ...inFile('authenticate/webauthn/advance-counter.ts', [
    ['the counter of a device-bound passkey', '!data.isBackupEligible', 'false'],
    ['the counter of zero after others', 'data.signCount === 0 && passkey.signCount === 0', 'data.signCount === 0'],
    ['a changed backup state', ' && data.isBackedUp === passkey.backupState', ''],
    ['that only a known write is a retry', ' && (await isRetry(call, passkey, store))', ''],
    [
      'the warning about a synced passkey',
      "log.warn({ organizationId, authenticatorId }, 'signature counter of a synced passkey went back')",
      '',
    ],
  ]),
  ...inFile('authenticate/webauthn/cose-key.ts', [
    ['the algorithm of an RSA key', 'algorithm === rs256', 'algorithm !== es256'],
  ]),
  ...inFile('authenticate/webauthn-stamp.ts', [
    ['the digest of the body', "hash('sha256', call.bytes, 'hex')", "hash('sha256', '', 'hex')"],
    ['the counter', 'await advanceCounter(call, passkey, data, system)', 'void data'],
    ['the order of checks before the counter', checkThenCount, countThenCheck],
  ]),
]

const registrations: readonly Mutation[] = [
  ...inFile('handle/credentials/client-data.ts', [
    [
      'unambiguous JSON at registration',
      'readStrictJsonObject(readBase64url(clientDataJson))',
      'JSON.parse(Buffer.from(readBase64url(clientDataJson)).toString())',
    ],
    ['the type of a registration', "members.type !== 'webauthn.create'", 'false'],
    ['the challenge of a registration', 'members.challenge !== challenge', 'false'],
    ['crossOrigin at registration', '(crossOrigin !== undefined && crossOrigin !== false) || ', ''],
    [
      'crossOrigin in other words at registration',
      '(crossOrigin !== undefined && crossOrigin !== false)',
      'crossOrigin === true',
    ],
    ['topOrigin at registration', ' || topOrigin !== undefined', ''],
    ['the list of origins at registration', ' || !isAllowedPage(origin, origins)', ''],
  ]),
  ...inFile('passkey-origins.ts', [['the domains nobody owns', "index === 0 || host.includes('.')", 'host']]),
  ...inFile('handle/credentials/attestation-object.ts', [
    ['strict CBOR', 'checkCbor(bytes)\n', '\n'],
    ['that the attestation object is a map', '!(members instanceof Map)', 'false'],
    ['authData', '!(authData instanceof Uint8Array) || ', ''],
    ['attStmt', ' || !(statement instanceof Map)', ''],
    ['the registered formats', '!formatsWithoutTrust.has(format)', 'false'],
    ['the statement that a passkey signed itself', " && !statement.has('x5c')", ' && false'],
  ]),
  ...inFile('handle/credentials/check-cbor.ts', [
    ['bytes after the CBOR', 'endOfItem(view, 0, 1) !== bytes.length', 'endOfItem(view, 0, 1) > bytes.length'],
    ['the depth of the CBOR', 'depth > maxDepth', 'false'],
    ['indefinite lengths', 'info > 27', 'false'],
    ['CBOR that ends early', 'end > view.byteLength', 'false'],
  ]),
  ...inFile('handle/credentials/check-cose-key.ts', [
    [
      'the algorithm of a new key',
      "throw new RegistrationFault('has a key of another algorithm than ES256 and RS256')",
      'return 0',
    ],
    ['type and curve of a new key', 'members.get(keyType) !== 2 || members.get(curve.label) !== curve.p256', 'false'],
    ['the curve of a new key', ' || members.get(curve.label) !== curve.p256', ''],
    [
      'that a new key lies on its curve',
      'checkPoint(concatBytes(Uint8Array.of(4), bytesOf(members, coordinates.x), bytesOf(members, coordinates.y)))',
      'concatBytes(Uint8Array.of(4), bytesOf(members, coordinates.x), bytesOf(members, coordinates.y))',
    ],
    ['RSA keys that are too short', 'modulus.length >= 256 && ', ''],
    ['RSA keys that are too long', ' && modulus.length <= 512', ''],
    ['the RSA exponent', " && Buffer.from(exponent).toString('hex') === '010001'", ''],
    ['the type of an RSA key', 'members.get(keyType) !== 3 || ', ''],
  ]),
  ...inFile('handle/credentials/registration.ts', [
    ['the number of registrations', 'inputs.length > maxAuthenticators', 'false'],
    ['the algorithm of a statement', 'checkStatementAlgorithm(checked, algorithm)', ''],
    ['the signature of a statement', 'registrationInfo?.rpID === undefined', 'false'],
    ['the id that was proved', 'registrationInfo.credential.id !== credentialId', 'false'],
    ['the relying party at registration', 'expectedRPID: toRpIds(origin)', 'expectedRPID: undefined'],
    [
      'user presence at registration',
      'requireUserVerification: false',
      'requireUserVerification: false, requireUserPresence: false',
    ],
    ['the backup eligibility that is stored', "info.credentialDeviceType === 'multiDevice'", 'false'],
    ['the backup state that is stored', 'backupState: info.credentialBackedUp', 'backupState: false'],
    ['the counter that is stored', 'signCount: info.credential.counter', 'signCount: 0'],
  ]),
]

/** What `npm run mutants` tries. */
export const webauthnMutations: readonly Mutation[] = [...assertions, ...registrations]
