/** The budgets of what browsers fetch; `npm run sizes` prints them and test/architecture holds the project to them. */
import { buildPage } from '@latchkey/auth-iframe'
import { bundleSize, gzippedSize } from './bundle-size.ts'

/** One thing a browser fetches. */
export interface Size {
  readonly name: string
  /** Bytes after gzip -9. */
  readonly measured: number
  /** Bytes it may have at most. */
  readonly budget: number
}

const sdkBrowser = '@latchkey/sdk-browser'
const sdkReact = '@latchkey/sdk-react'

/**
 * Builds and measures everything that has a budget.
 * @param root absolute path of the repository
 */
export async function measureSizes(root: string): Promise<Size[]> {
  const browser = await bundleSize(root, [sdkBrowser])
  const both = await bundleSize(root, [sdkBrowser, sdkReact])
  const extras = await bundleSize(root, [sdkBrowser, `${sdkBrowser}/autofill`, `${sdkBrowser}/signals`])
  const { script } = await buildPage()
  return [
    { name: 'sdk-browser', measured: browser.atStart, budget: 14 * 1024 },
    { name: 'sdk-browser, when needed', measured: browser.onDemand, budget: 6 * 1024 },
    { name: 'its autofill and signals', measured: extras.atStart - browser.atStart, budget: 1024 },
    { name: 'sdk-react, over sdk-browser', measured: both.atStart - browser.atStart, budget: 2 * 1024 },
    { name: 'auth iframe page', measured: gzippedSize(script), budget: 20 * 1024 },
  ]
}
