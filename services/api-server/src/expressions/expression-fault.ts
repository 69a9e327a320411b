/** What is wrong with a text that should be an expression. */

/** Text that is not an expression; the message says where and why. */
export class ExpressionFault extends Error {
  /** Where it goes wrong: number of the character, the first being 1. */
  readonly position: number

  /**
   * @param position number of the character, the first being 1
   * @param reason goes on after "at character …"
   */
  constructor(position: number, reason: string) {
    super(`at character ${position}: ${reason}`)
    this.name = 'ExpressionFault'
    this.position = position
  }
}
