/** Why a passkey registration does not verify. */

/** A sentence part that follows the name of the refused field; it quotes nothing from the request. */
export class RegistrationFault extends Error {
  override readonly name = 'RegistrationFault'
}
