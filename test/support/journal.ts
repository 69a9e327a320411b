/** What a client of a server or store that is killed knows: what it asked for and what was acknowledged. */

/** Journal of one or many runs; requests are distinct texts. */
export class Journal {
  readonly intended = new Set<string>()
  /** Activity ids by request. */
  readonly acknowledged = new Map<string, string>()
  /** Codes of refusals by request. */
  readonly refused = new Map<string, string>()
  /** Requests that were acknowledged although one had been refused before. */
  readonly acknowledgedLate: string[] = []

  /**
   * Takes note of one line of a program that keeps the journal: `intent <request>`, `done <request> <activity id>` or
   * `failed <request> <code>`.
   * @param line line without its end; its request has no spaces
   * @throws Error for any other line, and for a request that is acknowledged with two different ids
   */
  note(line: string): void {
    const [verb, request = '', detail = ''] = line.split(' ')
    if (verb === 'intent') this.intend(request)
    else if (verb === 'done') this.acknowledge(request, detail)
    else if (verb === 'failed') this.refused.set(request, detail)
    else throw new Error(`the journal says: ${line}`)
  }

  /**
   * Takes note that a request is about to be sent, for the first time or again.
   * @param request its text
   */
  intend(request: string): void {
    this.intended.add(request)
  }

  /**
   * Takes note of an answer.
   * @param request its text
   * @param activityId UUID of the activity that it is, says the answer
   * @throws Error when another answer said otherwise
   */
  acknowledge(request: string, activityId: string): void {
    const known = this.acknowledged.get(request)
    if (known !== undefined && known !== activityId) throw new Error(`${request} is both ${known} and ${activityId}`)
    this.acknowledged.set(request, activityId)
    if (this.refused.size > 0) this.acknowledgedLate.push(request)
  }

  /** Requests whose outcome nobody knows; sending them again must settle it. */
  get unresolved(): string[] {
    return [...this.intended].filter((request) => !this.acknowledged.has(request))
  }
}
