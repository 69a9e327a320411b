/** The language in which scopes are written, as data: what `parse-expression.ts` makes and `evaluate.ts` reads. */

/** What can be asked about a write, by the name expressions use. */
export const factNames = ['activity.type', 'activity.kind', 'activity.resource', 'activity.action'] as const
/** Name of something that can be asked about a write. */
export type FactName = (typeof factNames)[number]
/** What is known about one write. */
export type Facts = Readonly<Record<FactName, string>>

/** Expression whose value is a text. */
export type TextExpression = { kind: 'text'; value: string } | { kind: 'fact'; name: FactName }

/** Expression whose value is a list of texts. */
export interface ListExpression {
  kind: 'list'
  items: readonly TextExpression[]
}

/** Expression whose value is true or false. */
export type Condition =
  | { kind: 'truth'; value: boolean }
  | { kind: 'every' | 'some'; conditions: readonly Condition[] }
  | { kind: 'same-text'; isNegated: boolean; left: TextExpression; right: TextExpression }
  | { kind: 'same-truth'; isNegated: boolean; left: Condition; right: Condition }
  | { kind: 'member'; text: TextExpression; list: ListExpression }

/** Any expression. */
export type Expression = TextExpression | ListExpression | Condition
