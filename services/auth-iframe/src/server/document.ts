/** The document around the script. */
import type { Page } from './build-page.ts'

/**
 * HTML of the page. The script comes after the list it reads.
 * @param page the built script
 * @param origins exact origins that may embed the page, checked: they contain nothing that HTML would take for markup
 */
export function toDocument(page: Page, origins: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Latchkey auth iframe</title>
<meta name="latchkey-origins" content="${origins.join(' ')}">
<script src="${page.scriptPath}" integrity="${page.integrity}"></script>
</head>
<body>
<p>Nothing to see here: applications embed this page, out of sight, to keep session keys in it.</p>
</body>
</html>
`
}
