/** Local storage, which Node lacks: kept in memory, and able to refuse as browsers do. */

/** A `Storage` in memory. */
export class MemoryStorage implements Storage {
  readonly #texts = new Map<string, string>()
  /** Name of the exception every write throws, as when storage is full. */
  refuseWrites: string | undefined;
  [name: string]: unknown

  get length(): number {
    return this.#texts.size
  }

  clear(): void {
    this.#texts.clear()
  }

  getItem(key: string): string | null {
    return this.#texts.get(key) ?? null
  }

  key(index: number): string | null {
    return [...this.#texts.keys()][index] ?? null
  }

  removeItem(key: string): void {
    this.#texts.delete(key)
  }

  setItem(key: string, value: string): void {
    if (this.refuseWrites) throw new DOMException('', this.refuseWrites)
    this.#texts.set(key, value)
  }
}
