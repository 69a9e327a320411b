/** What can be wrong about client data, the same for both ceremonies: the 14 cases of the FIDO conformance list that still exist. */
import { toBase64url } from '@latchkey/crypto'

/** Which step of the procedure a case must be stopped at. */
export type ClientDataFault = 'type' | 'challenge' | 'origin' | 'frame'

/**
 * Cases as changes of the members of honest client data.
 * @param otherType type of the other ceremony
 */
export function clientDataCases(
  otherType: string,
): readonly (readonly [breaks: string, members: Record<string, unknown>, fault: ClientDataFault])[] {
  return [
    ['type is missing', { type: undefined }, 'type'],
    ['type is a number', { type: 1 }, 'type'],
    ['type is empty', { type: '' }, 'type'],
    ['type is of the other ceremony', { type: otherType }, 'type'],
    ['challenge is missing', { challenge: undefined }, 'challenge'],
    ['challenge is a number', { challenge: 1 }, 'challenge'],
    ['challenge is empty', { challenge: '' }, 'challenge'],
    ['challenge is not base64url', { challenge: '+/+/' }, 'challenge'],
    ['challenge is another', { challenge: toBase64url(new Uint8Array(32)) }, 'challenge'],
    ['origin is missing', { origin: undefined }, 'origin'],
    ['origin is a number', { origin: 4482 }, 'origin'],
    ['origin is empty', { origin: '' }, 'origin'],
    ['origin is of another site', { origin: 'https://evil.example' }, 'origin'],
    ['page is inside a frame of another site', { crossOrigin: true }, 'frame'],
  ]
}
