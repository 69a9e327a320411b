/** The frame behind a proxy that drops the headers which say who may embed it: what holds then is the frame's own doing. */
import { type Application, serveApplication } from './stage.ts'

/**
 * Serves a copy of the frame's document, script included, without any of its headers.
 * @param frameUrl origin of the real one
 */
export async function serveFrameWithoutPolicy(frameUrl: string): Promise<Application> {
  const html = await (await fetch(frameUrl)).text()
  const [, scriptPath = ''] = html.match(/src="([^"]+)"/) ?? []
  const script = await (await fetch(frameUrl + scriptPath)).text()
  return serveApplication(html.replace(/<script.*<\/script>/, () => `<script>${script}</script>`))
}
