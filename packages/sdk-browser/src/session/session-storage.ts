/** Local storage as it really is: absent on a server, denied in some browsers, full at times. */

/** Name of the record that says who logged in. */
export const currentUserKey = '@latchkey/current-user'
/** Name of the record of the opened session. */
export const sessionKey = '@latchkey/session'

/** The page's local storage; where it cannot be used, values live as long as this object. */
export class SessionStorage {
  /** What local storage did not take; it hides what local storage may still hold under the same name. */
  readonly #kept = new Map<string, string>()

  /**
   * The text under a name, or `undefined`.
   * @param key name of the record
   */
  read(key: string): string | undefined {
    return this.#kept.get(key) ?? withLocalStorage((storage) => storage.getItem(key) ?? undefined)
  }

  /**
   * Puts a text under a name.
   * @param key name of the record
   * @param text replaces what was there
   */
  write(key: string, text: string): void {
    this.#kept.set(key, text)
    withLocalStorage((storage) => {
      storage.setItem(key, text)
      this.#kept.delete(key)
    })
  }

  /**
   * Removes the text under a name, if there is one.
   * @param key name of the record
   */
  remove(key: string): void {
    this.#kept.delete(key)
    withLocalStorage((storage) => storage.removeItem(key))
  }
}

/** On a server a global `localStorage` would be one for all users, so it is used in pages only. Denied storage throws at its first mention. */
function withLocalStorage<Result>(use: (storage: Storage) => Result): Result | undefined {
  try {
    return typeof window === 'undefined' ? undefined : use(window.localStorage)
  } catch {
    return undefined
  }
}
