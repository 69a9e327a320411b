/** The files in deploy/: they parse, agree with the settings and with each other, and give no service more than it needs. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { readConfig } from '../../services/api-server/src/config.ts'
import { settings } from '../../services/api-server/src/settings.ts'
import { memberAt } from '../support/api-server.ts'

const root = join(import.meta.dirname, '../..')
const read = (name: string): string => readFileSync(join(root, 'deploy', name), 'utf8')

/** Documents of a YAML file, anchors and merges resolved. */
function parse(name: string): unknown[] {
  return parseAllDocuments(read(name), { merge: true }).map((document) => {
    expect(document.errors).toEqual([])
    return document.toJS()
  })
}

/** Instructions of a Dockerfile, continuation lines joined. */
const instructions = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line !== '')

/** The last stage with a name, as far as the next one. */
function stage(name: string): string[] {
  const start = instructions.findIndex((line) => line.endsWith(` AS ${name}`))
  const end = instructions.findIndex((line, index) => index > start && line.startsWith('FROM '))
  return instructions.slice(start, end < 0 ? undefined : end)
}

const drainSeconds = readConfig({}).drainSeconds

describe('every file', () => {
  it.each(['Dockerfile', 'compose.yaml', 'kubernetes.yaml', 'latchkey-api.service'])(
    '%s names only settings',
    (name) => {
      const named = read(name).match(/LATCHKEY_[A-Z_]+/g) ?? []
      expect(named.filter((setting) => !Object.hasOwn(settings, setting))).toEqual([])
      expect(named.length).toBeGreaterThan(1)
    },
  )
})

describe('the Dockerfile', () => {
  it.each(['api', 'iframe'])('runs %s as an ordinary user, with a health check and sources that exist', (name) => {
    const lines = stage(name)
    const command: string[] = JSON.parse(lines.find((line) => line.startsWith('CMD '))?.slice(4) ?? '[]')
    expect(command.slice(0, 2)).toEqual(['node', '--conditions=latchkey-source'])
    expect(existsSync(join(root, command[2] ?? ''))).toBe(true)
    expect(lines.indexOf('USER node')).toBeLessThan(lines.findIndex((line) => line.startsWith('CMD')))
    expect(lines).toContain('USER node')
    expect(lines.some((line) => line.startsWith('HEALTHCHECK ') && line.includes('CMD ["node"'))).toBe(true)
  })

  it('checks the API on the operator’s port, which it does not expose', () => {
    const lines = stage('api')
    expect(lines.find((line) => line.startsWith('HEALTHCHECK'))).toContain('http://127.0.0.1:4489/readyz')
    expect(lines.find((line) => line.startsWith('ENV'))).toContain('LATCHKEY_OPERATOR_PORT=4489')
    expect(lines.filter((line) => line.startsWith('EXPOSE'))).toEqual(['EXPOSE 4480'])
  })

  it('copies only what is there', () => {
    const sources = instructions
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1))
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([])
    expect(sources).toContain('package-lock.json')
  })
})

describe('compose.yaml', () => {
  it('hardens both services and publishes on loopback only', () => {
    const [file] = parse('compose.yaml')
    for (const name of ['api', 'iframe']) {
      const service = memberAt(file, `services.${name}`)
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
      expect(stage(String(memberAt(service, 'build.target'))).length).toBeGreaterThan(3)
      expect(memberAt(service, 'ports')).toEqual([expect.stringMatching(/^127\.0\.0\.1:(4480:4480|4481:4481)$/)])
    }
    expect(Number.parseInt(String(memberAt(file, 'services.api.stop_grace_period')), 10)).toBeGreaterThan(drainSeconds)
  })
})

describe('kubernetes.yaml', () => {
  const [set, service] = parse('kubernetes.yaml')
  const pod = memberAt(set, 'spec.template.spec')
  const container = memberAt(pod, 'containers.0')

  it('keeps the pod to what it needs', () => {
    expect(memberAt(set, 'spec.replicas')).toBe(1)
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    })
    expect(container).toMatchObject({
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      resources: { requests: expect.anything(), limits: { memory: expect.anything() } },
    })
  })

  it('probes the operator’s port, and leaves it out of the service', () => {
    expect(memberAt(container, 'livenessProbe.httpGet')).toEqual({ path: '/healthz', port: 'operator' })
    expect(memberAt(container, 'readinessProbe.httpGet')).toEqual({ path: '/readyz', port: 'operator' })
    expect(memberAt(service, 'spec.ports')).toEqual([{ name: 'api', port: 80, targetPort: 'api' }])
  })

  it('waits longer than the server may take to stop', () => {
    const pause = Number(memberAt(container, 'lifecycle.preStop.sleep.seconds'))
    expect(Number(memberAt(pod, 'terminationGracePeriodSeconds'))).toBeGreaterThan(pause + drainSeconds)
  })
})

describe('the systemd unit', () => {
  const unit = new Map(
    read('latchkey-api.service')
      .split('\n')
      .filter((line) => /^[A-Z]\w+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
  )

  it('starts a file that exists, and waits longer than it may take to stop', () => {
    expect(existsSync(join(root, unit.get('ExecStart')?.split(' ').at(-1) ?? ''))).toBe(true)
    expect(Number(unit.get('TimeoutStopSec'))).toBeGreaterThan(drainSeconds)
  })

  it('takes every privilege that is not needed', () => {
    const wanted = { NoNewPrivileges: 'yes', ProtectSystem: 'strict', PrivateTmp: 'yes', CapabilityBoundingSet: '' }
    expect(Object.fromEntries(unit)).toMatchObject({ ...wanted, DynamicUser: 'yes', StateDirectoryMode: '0700' })
  })
})

describe('the proxies', () => {
  it('let stamps and bodies of the allowed sizes through, and never repeat a write', () => {
    const nginx = read('nginx.conf')
    expect(nginx).toContain('large_client_header_buffers 4 16k;')
    expect(nginx).toContain('client_max_body_size 64k;')
    expect(nginx).toContain('proxy_next_upstream off;')
    expect(read('Caddyfile')).toMatch(/max_header_size 16KB[\s\S]*max_size 64KB/)
  })

  it.each(['nginx.conf', 'Caddyfile'])(
    '%s balances its braces, and leads to both services and no operator’s port',
    (name) => {
      const text = read(name).replaceAll(/#.*/g, '')
      expect(text.split('{').length).toBe(text.split('}').length)
      expect([...text.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => port)).toEqual(['4480', '4481'])
      expect(text).not.toMatch(/add_header|header_down|proxy_hide_header|4489/)
    },
  )
})
