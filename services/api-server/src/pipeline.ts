/** The server's table of contents: the way of every request, stage by stage. */
import { accept } from './accept/accept.ts'
import { authenticate } from './authenticate/authenticate.ts'
import { authorize } from './authorize/authorize.ts'
import type { HttpRequest, HttpResponse } from './call.ts'
import { handle } from './handle/handle.ts'
import { refuse } from './respond/refuse.ts'
import { respond } from './respond/respond.ts'
import type { System } from './system.ts'

/**
 * Answers one request. Never throws: whatever goes wrong becomes an error answer.
 * @param request request as received
 * @param system what the stages may reach
 */
export async function serve(request: HttpRequest, system: System): Promise<HttpResponse> {
  try {
    const call = accept(request) // which operation, well formed?
    const caller = await authenticate(call, system) // who signed these bytes?
    const grant = authorize(call, caller, system) // may they, and on whose decision?
    return respond(await handle(call, caller, grant, system), call) // do it
  } catch (error) {
    return refuse(error, request, system) // the only catch on the server
  }
}
