/** Sets the hint after a log-in, and takes it away after a log-out. */
import { type NextRequest, NextResponse } from 'next/server'
import { hintCookie, hintCookieOptions, sealHint } from '../../../server/hint.ts'

const bodyLimitBytes = 4096

/**
 * `POST /api/hint` with `{ name }`: the next page is rendered for this person.
 * @param request from a page of this site
 */
export async function POST(request: NextRequest): Promise<NextResponse> {
  if (!isOwn(request)) return refuse(403, 'This is for pages of this site.')
  const name = readName(await request.text())
  if (name === undefined) return refuse(400, 'There is no name.')
  const response = new NextResponse(undefined, { status: 204 })
  response.cookies.set(hintCookie, sealHint(name, Date.now()), hintCookieOptions)
  return response
}

/**
 * `DELETE /api/hint`: the next page is rendered for somebody unknown.
 * @param request from a page of this site
 */
export async function DELETE(request: NextRequest): Promise<NextResponse> {
  if (!isOwn(request)) return refuse(403, 'This is for pages of this site.')
  const response = new NextResponse(undefined, { status: 204 })
  response.cookies.delete(hintCookie)
  return response
}

/** No other site is to decide what our pages look like at first. */
function isOwn(request: NextRequest): boolean {
  const length = Number(request.headers.get('content-length') ?? 0)
  return request.headers.get('sec-fetch-site') === 'same-origin' && length <= bodyLimitBytes
}

function readName(text: string): string | undefined {
  try {
    const { name } = JSON.parse(text)
    return typeof name === 'string' && name.trim() !== '' ? name : undefined
  } catch {
    return undefined
  }
}

function refuse(status: number, message: string): NextResponse {
  return NextResponse.json({ message }, { status })
}
