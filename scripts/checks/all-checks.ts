/** The checks of `npm run check`, by the name it prints; test/architecture runs the same ones. */
import { checkDocs } from './check-docs.ts'
import { checkDuplicates } from './check-duplicates.ts'
import { checkErrorCodes } from './check-error-codes.ts'
import { checkImportRings } from './check-import-rings.ts'
import { checkImports } from './check-imports.ts'
import { checkLengths } from './check-lengths.ts'
import { checkLinks } from './check-links.ts'
import { checkLint } from './check-lint.ts'
import { checkSourceRules } from './check-source-rules.ts'
import { checkTypes } from './check-types.ts'
import { checkUnused } from './check-unused.ts'
import { checkWords } from './check-words.ts'
import type { Problem } from './problem.ts'

/** Takes the repository's absolute path and returns what is wrong in it. */
export type Check = (root: string) => Promise<Problem[]>

/** Every check; the order is that of the report. */
export const allChecks: Readonly<Record<string, Check>> = {
  types: checkTypes,
  lint: checkLint,
  imports: checkImports,
  'import rings': checkImportRings,
  'source rules': checkSourceRules,
  lengths: checkLengths,
  duplicates: checkDuplicates,
  docs: checkDocs,
  'error codes': checkErrorCodes,
  links: checkLinks,
  words: checkWords,
  unused: checkUnused,
}
