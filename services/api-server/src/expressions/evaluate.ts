/** What a condition comes to. Every part of it is looked at, whatever the others say. */
import type { Condition, Facts, TextExpression } from './expression.ts'

/**
 * Whether a condition holds.
 * @param condition parsed expression
 * @param facts what is known about the write
 */
export function evaluate(condition: Condition, facts: Facts): boolean {
  switch (condition.kind) {
    case 'truth':
      return condition.value
    case 'every':
      return condition.conditions.map((part) => evaluate(part, facts)).every(Boolean)
    case 'some':
      return condition.conditions.map((part) => evaluate(part, facts)).some(Boolean)
    case 'same-text':
      return (toText(condition.left, facts) === toText(condition.right, facts)) !== condition.isNegated
    case 'same-truth':
      return (evaluate(condition.left, facts) === evaluate(condition.right, facts)) !== condition.isNegated
    case 'member':
      return condition.list.items.map((item) => toText(item, facts)).includes(toText(condition.text, facts))
  }
}

function toText(expression: TextExpression, facts: Facts): string {
  return expression.kind === 'text' ? expression.value : facts[expression.name]
}
