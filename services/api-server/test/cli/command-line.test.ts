/** Command lines: found, parsed, refused in one line, helped. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { command, type OptionValues } from '../../src/cli/command.ts'
import { commands } from '../../src/cli/commands.ts'
import { runCommand } from '../../src/cli/run-command.ts'
import { run } from './support.ts'

const options = {
  name: { type: 'string', meaning: 'a name', value: 'NAME', isRequired: true },
  tag: { type: 'string', meaning: 'a tag', value: 'TAG', multiple: true },
  size: { type: 'string', meaning: 'a size', value: 'N' },
  json: { type: 'boolean', meaning: 'JSON' },
} as const

/** What a command with these options is given. */
async function parse(...args: string[]): Promise<OptionValues<typeof options> | string> {
  let given: OptionValues<typeof options> | undefined
  const probe = command({
    name: 'probe it',
    summary: 'Probes.',
    options,
    async run(values) {
      given = values
      return 0
    },
  })
  const complaints: string[] = []
  const program = {
    environment: {},
    print: () => undefined,
    fail: () => undefined,
    complain: (line: string) => complaints.push(line),
  }
  const code = await runCommand([probe], ['probe', 'it', ...args], program)
  return given ?? `${code}: ${complaints.join('|')}`
}

describe('options', () => {
  it('are read, absent ones as none', async () => {
    expect(await parse('--name', 'A')).toEqual({ name: 'A', tag: [], size: undefined, json: false })
    expect(await parse('--name=A', '--tag', 'x', '--tag', 'y', '--size', '3', '--json')).toEqual({
      name: 'A',
      tag: ['x', 'y'],
      size: '3',
      json: true,
    })
  })

  it.each([
    [[], /^2: latchkey probe it: --name needs a value\. See probe it --help$/],
    [['--name', ''], /^2: .*--name needs a value/],
    [['--name', 'A', '--nonsense'], /^2: .*--nonsense/],
    [['--name', 'A', 'stray'], /^2: .*stray/],
    [['--name', 'A', '--json=yes'], /^2: .*--json/],
    [['--name'], /^2: .*--name/],
  ])('%j is refused in one line', async (args, line) => {
    const outcome = await parse(...args)
    expect(outcome).toMatch(line)
    expect(outcome).not.toContain('\n')
  })
})

describe('--help', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/self-hosting.md'), 'utf8')

  it('lists every command', async () => {
    for (const args of [['--help'], ['-h'], ['help']]) {
      const { code, out } = await run(args)
      expect(code).toBe(0)
      for (const { name, summary } of commands) expect(out).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'))
    }
  })

  it.each(commands.map((each) => [each.name, each] as const))(
    'of %s lists its options',
    async (name, { options: specs, summary }) => {
      const { code, out } = await run([...name.split(' '), '--help'])
      expect(code).toBe(0)
      expect(out).toContain(summary)
      for (const [option, { meaning }] of Object.entries(specs)) {
        expect(out).toMatch(new RegExp(`^  --${option}.*${meaning}`, 'm'))
      }
    },
  )

  it('names the commands that docs/self-hosting.md describes', () => {
    const chapter = page.slice(page.indexOf('## The command'), page.indexOf('## The API'))
    const documented = [...chapter.matchAll(/^\| `([a-z -]+?)(?: --[^`]*)?` \|/gm)].map(([, name]) => name)
    expect(documented).toEqual(commands.map(({ name }) => name))
  })
})

describe('what is no command', () => {
  it.each([
    [[], 'latchkey: no command. See --help'],
    [['nonsense'], 'latchkey: no command "nonsense". See --help'],
    [['org'], 'latchkey: no command "org". See --help'],
    [['config', 'sprint'], 'latchkey: no command "config sprint". See --help'],
  ])('%j is refused', async (args, line) => {
    expect(await run(args)).toEqual({ code: 2, out: '', complaints: [line] })
  })
})
