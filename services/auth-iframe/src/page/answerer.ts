/** From message to reply: one at a time in the order of arrival, so that nothing happens between a reset and what was asked before it. */
import { type IframeReply, iframeReplyTypes } from '@latchkey/contract/iframe-messages'
import { toHex } from '@latchkey/crypto'
import type { Send } from './channel.ts'
import { toErrorReply } from './error-reply.ts'
import { FrameError } from './frame-error.ts'
import { type FrameKeys, handlers } from './handlers.ts'
import { readRequest } from './read-request.ts'
import { SessionKey } from './session-key.ts'
import { TargetKeys } from './target-keys.ts'

const maxInFlight = 50
const tooMany = new FrameError('IFRAME_MESSAGE_REFUSED', `${maxInFlight} requests are waiting. Wait for their replies.`)

/** Everything the frame does for one parent. */
export class Answerer {
  readonly #keys: FrameKeys
  #inFlight = 0
  #last: Promise<void> = Promise.resolve()

  /**
   * Makes an answerer; it makes its keys when they are first needed.
   * @param parentOrigin exact origin of the embedding page
   */
  constructor(parentOrigin: string) {
    this.#keys = { target: new TargetKeys(parentOrigin), session: new SessionKey() }
  }

  /**
   * Announces that the frame is ready: its target public key, uncompressed hexadecimal, and where that key lives.
   * @param send how to reach the parent
   */
  announce(send: Send): void {
    const { target } = this.#keys
    this.#inTurn(send, async () => {
      const { publicKey } = await target.current()
      const { storage, storageProblem } = target
      const problem = storageProblem === undefined ? {} : { storageProblem }
      return { type: iframeReplyTypes.publicKeyReady, value: toHex(publicKey), storage, ...problem }
    })
  }

  /**
   * Answers a request; whatever is no request, or of an unknown type, is ignored.
   * @param message structured clone of whatever was posted
   * @param send how to reach the parent
   */
  answer(message: unknown, send: Send): void {
    const request = readRequest(message)
    const handle = request && handlers.get(request.type)
    if (request === undefined || handle === undefined) return
    const { requestId } = request
    const sendWithId: Send = requestId === undefined ? send : (reply) => send({ ...reply, requestId })
    if (this.#inFlight < maxInFlight) this.#inTurn(sendWithId, () => handle(request, this.#keys))
    else sendWithId(toErrorReply(tooMany))
  }

  #inTurn(send: Send, work: () => Promise<IframeReply>): void {
    this.#inFlight += 1
    this.#last = this.#last
      .then(work)
      .catch(toErrorReply)
      .then((reply) => {
        this.#inFlight -= 1
        send(reply)
      })
  }
}
