/** One operation on the page: what it does, what it takes, an example to send, what comes back. */
import type { Operation, Schema } from '@latchkey/contract/openapi'
import { type Html, html } from './html.ts'
import { toFieldList } from './schema-fields.ts'

const contentOf = ({ content }: { content: Operation['requestBody']['content'] }) => content['application/json']

/** In single quotes a shell takes everything as it is, but the quote itself. */
const quoteForShell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/**
 * The command that sends an operation's example.
 * @param path path of the operation, such as `/public/v1/query/whoami`
 * @param example body of the request
 */
export function toCommand(path: string, example: unknown): string {
  const body = quoteForShell(JSON.stringify(example, undefined, 2))
  return [`curl "$API${path}"`, '--header "X-Stamp: $STAMP"', `--data ${body}`].join(' \\\n  ')
}

function typeOf({ properties }: Schema): string {
  return String(properties?.type?.const)
}

/** Body of a read, or of the version of a write that the example is of; with it, the types of the other versions. */
function toRequest(operation: Operation): { schema: Schema; older: readonly string[] } {
  const { schema, example } = contentOf(operation.requestBody)
  if (schema.oneOf === undefined) return { schema, older: [] }
  const type = Object(example).type
  const current = schema.oneOf.find((body) => typeOf(body) === type) ?? schema
  return { schema: current, older: schema.oneOf.map(typeOf).filter((other) => other !== type) }
}

/** Of a write, what is special about its answer: the members of its result. */
function toResult(operation: Operation): { where: string; schema: Schema } {
  const { schema } = contentOf(operation.responses[200])
  const results = schema.properties?.activity?.allOf?.[1]?.properties?.result?.properties
  if (results === undefined) return { where: '', schema }
  const [first = {}] = Object.values(results)
  return {
    where: Object.keys(results)
      .map((key) => `activity.result.${key}`)
      .join(' or '),
    schema: first,
  }
}

/**
 * The section of one operation; its anchor is the path segment.
 * @param path path of the operation, such as `/public/v1/query/whoami`
 * @param operation what the document says of it
 */
export function toOperationSection(path: string, operation: Operation): Html {
  const { operationId, summary, requestBody } = operation
  const { schema, older } = toRequest(operation)
  const result = toResult(operation)
  return html`
<article aria-labelledby="${operationId}">
<h3 id="${operationId}"><a href="#${operationId}">${operationId}</a></h3>
<p>${summary}</p>
<p class="path"><span class="verb">POST</span><code>${path}</code></p>
<div class="columns">
<div>
<h4>Request</h4>
${toFieldList(schema)}
${older.length > 0 && html`<p class="older">Older clients’ versions are taken as well: ${older.map((type, index) => html`${index > 0 && ', '}<code>${type}</code>`)}.</p>`}
</div>
<div>
<h4>Example</h4>
<pre tabindex="0" role="group" aria-label="Example of ${operationId}"><code>${toCommand(path, contentOf(requestBody).example)}</code></pre>
<h4>Answer</h4>
${result.where !== '' && html`<p class="path">In <code>${result.where}</code>:</p>`}
${toFieldList(result.schema)}
</div>
</div>
</article>`
}
