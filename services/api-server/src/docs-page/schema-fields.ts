/** A JSON Schema as a list of fields, each on a line that a person can read. */
import type { Schema } from '@latchkey/contract/openapi'
import { type Html, html } from './html.ts'

/** Member of a body. */
export interface Field {
  /** Names joined by dots, lists marked by `[]`, such as `users[].userName`. */
  readonly path: string
  readonly schema: Schema
  readonly isRequired: boolean
}

/** What a list holds, however deep; any other schema itself. */
const itemOf = ({ schema, mark = '' }: { schema: Schema; mark?: string }): { schema: Schema; mark: string } =>
  schema.items === undefined ? { schema, mark } : itemOf({ schema: schema.items, mark: `${mark}[]` })

/**
 * The members of an object with those of the objects in it; schemas with a name of their own are not opened.
 * @param schema schema of an object
 * @param prefix path that leads to it, such as `users[].`; default none
 */
export function listFields(schema: Schema, prefix = ''): Field[] {
  const { properties = {}, required = [] } = schema
  return Object.entries(properties).flatMap(([name, inner]) => {
    const path = prefix + name
    const item = itemOf({ schema: inner })
    return [
      { path, schema: inner, isRequired: required.includes(name) },
      ...listFields(item.schema, `${path}${item.mark}.`),
    ]
  })
}

const nameIn = ($ref: string): string => $ref.slice($ref.lastIndexOf('/') + 1)

function toAlternatives(alternatives: readonly Schema[]): Html {
  const texts = alternatives.map(toTypeText)
  const distinct = texts.filter(({ text }, index) => texts.findIndex((other) => other.text === text) === index)
  return html`${distinct.map((text, index) => html`${index > 0 && ' or '}${text}`)}`
}

function toTypeText(schema: Schema): Html {
  const { $ref, type, items, anyOf, enum: values } = schema
  if ($ref !== undefined) return html`<a href="#type-${nameIn($ref)}">${nameIn($ref)}</a>`
  if ('const' in schema) return html`<code>${JSON.stringify(schema.const)}</code>`
  if (values !== undefined) return toAlternatives(values.map((value) => ({ const: value })))
  if (anyOf !== undefined) return toAlternatives(anyOf)
  return items === undefined ? html`${type ?? 'anything'}` : html`list of ${toTypeText(items)}`
}

function toField({ path, schema, isRequired }: Field): Html {
  const description = schema.description ?? itemOf({ schema }).schema.description
  return html`
<dt><code class="name">${path}</code><span class="type">${toTypeText(schema)}</span>${!isRequired && html`<span class="optional">optional</span>`}</dt>
${description !== undefined && html`<dd>${description}</dd>`}`
}

/**
 * The fields of an object as a description list, or a sentence that there are none.
 * @param schema schema of an object
 */
export function toFieldList(schema: Schema): Html {
  const fields = listFields(schema)
  return fields.length === 0 ? html`<p>An empty object.</p>` : html`<dl>${fields.map(toField)}</dl>`
}
