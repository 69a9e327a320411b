/** The API's description as a page for people: rendered from the OpenAPI document, complete in itself, without a script. */
import { type ServerError, serverErrors } from '@latchkey/contract/errors'
import type { OpenApiDocument } from '@latchkey/contract/openapi'
import { Html, type HtmlValue, html } from './html.ts'
import { toOperationSection } from './operation-section.ts'
import { toFieldList } from './schema-fields.ts'
import { style } from './style.ts'

const toAnchor = (tag: string): string => `tag-${tag.toLowerCase().replaceAll(' ', '-')}`

const operationsOf = ({ paths }: OpenApiDocument, tag: string) =>
  Object.entries(paths).filter(([, { post }]) => post.tags.includes(tag))

function toContents(document: OpenApiDocument): Html {
  const tags = document.tags.map(({ name }) => {
    const operations = operationsOf(document, name).map(([, { post }]) => post.operationId)
    const items = operations.map((id) => html`<li><a href="#${id}">${id}</a></li>`)
    return html`<li><a class="tag" href="#${toAnchor(name)}">${name}</a><ul>${items}</ul></li>`
  })
  return html`
<nav class="contents" aria-label="Contents"><details><summary>Contents</summary>
<ul>
<li><a class="tag" href="#signing">Signing a request</a></li>
${tags}
<li><a class="tag" href="#types">Types</a></li>
<li><a class="tag" href="#errors">Refusals</a></li>
</ul></details></nav>`
}

function toSigning({ components }: OpenApiDocument): Html {
  const schemes = Object.values(components.securitySchemes).map(
    ({ name, description }) => html`<dt><code class="name">${name}</code></dt><dd>${description}</dd>`,
  )
  return html`
<section aria-labelledby="signing">
<h2 id="signing">Signing a request</h2>
<p>A stamp is a signature over the exact bytes of the body. Each request carries one of these headers; the last is for reads only.</p>
<dl>${schemes}</dl>
<p>In the examples, <code>$API</code> is the address of this server and <code>$STAMP</code> the stamp over what follows
<code>--data</code>, byte for byte. A write’s <code>timestampMs</code> must be of the last hour.</p>
</section>`
}

function toTagSection(document: OpenApiDocument, { name, description }: OpenApiDocument['tags'][number]): Html {
  return html`
<section aria-labelledby="${toAnchor(name)}">
<h2 id="${toAnchor(name)}">${name}</h2>
<p>${description}</p>
${operationsOf(document, name).map(([path, { post }]) => toOperationSection(path, post))}
</section>`
}

function toTypes({ components }: OpenApiDocument): Html {
  const types = Object.entries(components.schemas).map(
    ([name, schema]) => html`
<article aria-labelledby="type-${name}"><h3 id="type-${name}"><a href="#type-${name}">${name}</a></h3>
${toFieldList(schema)}</article>`,
  )
  return html`<section aria-labelledby="types"><h2 id="types">Types</h2>${types}</section>`
}

function toRefusal([code, { httpStatus, message, remedy }]: [string, ServerError]): Html {
  return html`<dt id="error-${code}"><code class="name">${code}</code><span class="type">HTTP ${httpStatus}</span></dt>
<dd>${message}. ${remedy}</dd>`
}

function toRefusals(): Html {
  const shown = Object.entries<ServerError>(serverErrors).filter(([, { publicAs }]) => publicAs === undefined)
  return html`
<section aria-labelledby="errors"><h2 id="errors">Refusals</h2>
<p>A refused request is answered with an <a href="#type-Error">Error</a>; <code>details[].reason</code> is one of these codes.</p>
<dl>${shown.map(toRefusal)}</dl></section>`
}

function toHeader({ info }: OpenApiDocument): Html {
  const paragraphs = info.description.split('\n\n').map((text) => html`<p>${text}</p>`)
  return html`
<header><h1>${info.title} API <span class="version">${info.version}</span></h1>
${paragraphs}
<p>For programs: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p></header>`
}

/**
 * The page, as HTML text.
 * @param document the API's description
 */
export function renderDocsPage(document: OpenApiDocument): string {
  const main: HtmlValue = [
    toSigning(document),
    document.tags.map((tag) => toTagSection(document, tag)),
    toTypes(document),
    toRefusals(),
  ]
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title} API</title>
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${toHeader(document)}
${toContents(document)}
<main id="content">${main}</main>
</body>
</html>
`.text
}
