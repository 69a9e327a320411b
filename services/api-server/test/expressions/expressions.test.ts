/** The language of scopes: what it says, what it refuses, and that no text makes it do anything else. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate } from '../../src/expressions/evaluate.ts'
import type { Condition, Facts, TextExpression } from '../../src/expressions/expression.ts'
import { ExpressionFault } from '../../src/expressions/expression-fault.ts'
import { parseExpression } from '../../src/expressions/parse-expression.ts'
import { malformed } from './support/malformed.ts'

const facts: Facts = {
  'activity.type': 'ACTIVITY_TYPE_CREATE_API_KEYS_V2',
  'activity.kind': 'CREATE_API_KEYS',
  'activity.resource': 'CREDENTIAL',
  'activity.action': 'CREATE',
}
const holds = (source: string): boolean => evaluate(parseExpression(source), facts)

/** Where and why a text is refused. */
function faultOf(source: string): ExpressionFault {
  try {
    parseExpression(source)
  } catch (error) {
    if (error instanceof ExpressionFault) return error
    throw error
  }
  throw new Error(`was not refused: ${source}`)
}

describe('an expression', () => {
  it.each([
    ['true', true],
    ['false', false],
    ['((true))', true],
    ["activity.kind == 'CREATE_API_KEYS'", true],
    ["activity.kind == 'create_api_keys'", false],
    ["'CREATE' == activity.action", true],
    ['activity.kind == activity.kind', true],
    ['activity.kind == activity.action', false],
    ["activity.type != 'ACTIVITY_TYPE_CREATE_API_KEYS'", true],
    ["activity.resource in ['AUTH', 'CREDENTIAL']", true],
    ["activity.resource in ['AUTH']", false],
    ['activity.resource in []', false],
    ["'CREATE' in [activity.action]", true],
    ["activity.resource == 'CREDENTIAL' && activity.action != 'DELETE'", true],
    ["activity.resource == 'USER' || activity.action == 'CREATE'", true],
    ['true || false && false', true],
    ['(true || false) && false', false],
    ['false && false || true', true],
    ['true == true', true],
    ['(true && false) != (false || false)', false],
    ["(activity.kind == 'X') == false", true],
    ["''==''", true],
    ["\t activity.kind\r\n=='CREATE_API_KEYS' ", true],
    ["'a b \" && ) ü 😀' != ''", true],
  ])('%s: %s', (source, expected) => {
    expect(holds(source)).toBe(expected)
  })

  it('may be as long as 4096 characters and as deep as 32 parentheses, and no more', () => {
    expect(holds(`true${' '.repeat(4092)}`)).toBe(true)
    expect(faultOf(`true${' '.repeat(4093)}`).position).toBe(4097)
    expect(holds(`${'('.repeat(32)}true${')'.repeat(32)}`)).toBe(true)
    expect(faultOf(`${'('.repeat(33)}true${')'.repeat(33)}`).position).toBe(33)
  })

  it('may have as many operands as fit', () => {
    expect(holds(Array.from({ length: 500 }, () => 'true').join('&&'))).toBe(true)
    expect(holds(Array.from({ length: 500 }, () => 'false').join('||'))).toBe(false)
  })
})

describe('a malformed expression', () => {
  it('has more than a hundred forms here', () => {
    expect(malformed.length).toBeGreaterThan(100)
    expect(new Set(malformed.map(([source]) => source)).size).toBe(malformed.length)
  })

  it.each(malformed)('is refused: %j, at character %i', (source, position) => {
    expect(faultOf(source).position).toBe(position)
  })

  it('is refused with a reason that a person understands', () => {
    expect(faultOf("wallet.id == 'x'").message).toBe(
      'at character 1: there is no wallet.id; there are activity.type, activity.kind, activity.resource, activity.action, true and false',
    )
  })
})

/** Texts that can be written: no quotation mark, no control character. */
const writable = fc.string({ maxLength: 8 }).filter((value) => !/['\p{Cc}]/u.test(value))
const text: fc.Arbitrary<TextExpression> = fc.oneof(
  writable.map((value): TextExpression => ({ kind: 'text', value })),
  fc.constantFrom<TextExpression>(
    { kind: 'fact', name: 'activity.kind' },
    { kind: 'fact', name: 'activity.action' },
    { kind: 'text', value: 'CREATE' },
  ),
)
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.boolean().map((value): Condition => ({ kind: 'truth', value })),
    fc.record({ kind: fc.constant('same-text' as const), isNegated: fc.boolean(), left: text, right: text }),
    fc
      .tuple(text, fc.array(text, { maxLength: 3 }))
      .map(([member, items]): Condition => ({ kind: 'member', text: member, list: { kind: 'list', items } })),
    fc.record({
      kind: fc.constantFrom('every' as const, 'some' as const),
      conditions: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('same-truth' as const),
      isNegated: fc.boolean(),
      left: tie('condition'),
      right: tie('condition'),
    }),
  ),
}))

const writeText = (expression: TextExpression): string =>
  expression.kind === 'text' ? `'${expression.value}'` : expression.name

/** A condition as text, with every operand in parentheses. */
function write(expression: Condition): string {
  switch (expression.kind) {
    case 'truth':
      return String(expression.value)
    case 'every':
    case 'some':
      return expression.conditions.map((part) => `(${write(part)})`).join(expression.kind === 'every' ? ' && ' : '||')
    case 'same-text':
      return `${writeText(expression.left)} ${expression.isNegated ? '!=' : '=='} ${writeText(expression.right)}`
    case 'same-truth':
      return `(${write(expression.left)})${expression.isNegated ? '!=' : '=='}(${write(expression.right)})`
    case 'member':
      return `${writeText(expression.text)} in [${expression.list.items.map(writeText).join(' , ')}]`
  }
}

/** What a condition comes to, worked out by JavaScript itself. */
function expected(expression: Condition): boolean {
  const textOf = (each: TextExpression): string => (each.kind === 'text' ? each.value : facts[each.name])
  switch (expression.kind) {
    case 'truth':
      return expression.value
    case 'every':
      return expression.conditions.reduce((sum, part) => sum && expected(part), true)
    case 'some':
      return expression.conditions.reduce((sum, part) => sum || expected(part), false)
    case 'same-text':
      return expression.isNegated !== (textOf(expression.left) === textOf(expression.right))
    case 'same-truth':
      return expression.isNegated !== (expected(expression.left) === expected(expression.right))
    case 'member':
      return expression.list.items.some((item) => textOf(item) === textOf(expression.text))
  }
}

describe('any condition', () => {
  it('is read back from its text and comes to what it says', () => {
    fc.assert(
      fc.property(condition, (value) => {
        const parsed = parseExpression(write(value))
        expect(parsed).toEqual(value)
        expect(evaluate(parsed, facts)).toBe(expected(value))
      }),
      { numRuns: 500 },
    )
  })
})

const fragments = [
  '&&',
  '||',
  '==',
  '!=',
  'in',
  '(',
  ')',
  '[',
  ']',
  ',',
  "'a'",
  "'",
  ' ',
  'true',
  'activity.kind',
  '.',
  '&',
  'x',
  '!',
  '\0',
]
describe('any text', () => {
  it.each([
    ['of any characters', fc.string({ unit: 'binary', maxLength: 60 })],
    [
      'of pieces of the language',
      fc.array(fc.constantFrom(...fragments), { maxLength: 25 }).map((all) => all.join('')),
    ],
  ])('%s is an expression, or is refused within the text', (_kind, source) => {
    fc.assert(
      fc.property(source, (value) => {
        try {
          expect(typeof evaluate(parseExpression(value), facts)).toBe('boolean')
        } catch (error) {
          if (!(error instanceof ExpressionFault)) throw error
          expect(error.position).toBeGreaterThanOrEqual(1)
          expect(error.position).toBeLessThanOrEqual(value.length + 1)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
