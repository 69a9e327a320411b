/** What the SDK keeps of a session in local storage, as anybody on the page could copy it. */
import type { Page } from 'playwright-core'

/** The part of the record tests need. */
export interface StoredSession {
  readonly bundle: string
  readonly publicKeyHex: string
  readonly organizationId: string
}

const recordName = '@latchkey/session'

/**
 * The stored session.
 * @param page of an application
 * @throws Error when none is stored
 */
export async function readStoredSession(page: Page): Promise<StoredSession> {
  return JSON.parse(await copyStoredSession(page))
}

/**
 * The stored session as it is written there.
 * @param page of an application
 * @throws Error when none is stored
 */
export async function copyStoredSession(page: Page): Promise<string> {
  const text = await page.evaluate((name) => localStorage.getItem(name), recordName)
  if (text === null) throw new Error('No session is stored.')
  return text
}

/**
 * Puts a copy of a stored session back.
 * @param page of an application
 * @param text from {@link copyStoredSession}
 */
export async function pasteStoredSession(page: Page, text: string): Promise<void> {
  await page.evaluate(([name, value]) => localStorage.setItem(name, value), [recordName, text] as const)
}
