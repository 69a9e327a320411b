/** Every setting of the development system and of both services: what reads the environment, prints it and documents it starts here. */

/** One environment variable. */
export interface Setting {
  /** Value when the variable is absent or empty; `undefined` stands for none. */
  readonly byDefault: string | undefined
  /** One or two sentences, with Markdown's backticks. */
  readonly meaning: string
  /** Whether the value is never shown. */
  readonly isSecret?: true
}

/** Settings by name, in the order in which they are listed. */
export const settings = {
  LATCHKEY_MODE: {
    byDefault: 'development',
    meaning:
      '`development` binds to loopback only and allows every `http://localhost:<port>` as an origin. `production` allows exactly `LATCHKEY_ORIGINS`.',
  },
  LATCHKEY_HOST: { byDefault: '127.0.0.1', meaning: 'Address to bind to.' },
  LATCHKEY_API_PORT: { byDefault: '4480', meaning: 'Port of the API.' },
  LATCHKEY_OPERATOR_PORT: {
    byDefault: undefined,
    meaning:
      'Port of `/healthz`, `/readyz` and `/metrics`, such as `4489`; without it there is none and nothing is counted. Never the port of the API, and not for the public.',
  },
  LATCHKEY_OPERATOR_HOST: { byDefault: '127.0.0.1', meaning: "Address to bind the operator's port to." },
  LATCHKEY_IFRAME_PORT: { byDefault: '4481', meaning: 'Port of the auth iframe.' },
  LATCHKEY_REACT_PORT: { byDefault: '4482', meaning: 'Port of the React example (`npm start` only).' },
  LATCHKEY_VANILLA_PORT: { byDefault: '4483', meaning: 'Port of the plain example (`npm start` only).' },
  LATCHKEY_NEXT_PORT: { byDefault: '4484', meaning: 'Port of the Next.js example (`npm run example:next` only).' },
  LATCHKEY_DATA_DIR: {
    byDefault: '.latchkey/data',
    meaning: "Folder of the database, the server's two secrets and the operator's key.",
  },
  LATCHKEY_DATABASE_URL: {
    byDefault: undefined,
    meaning:
      'PostgreSQL database, such as `postgres://latchkey:password@db.example/latchkey`, in place of the embedded one. `sslmode` is `verify-full` unless the database is on this machine.',
    isSecret: true,
  },
  LATCHKEY_DATABASE_POOL: {
    byDefault: '10',
    meaning: 'Greatest number of transactions at once, in each process. Two more connections answer look-ups.',
  },
  LATCHKEY_DATABASE_DURABILITY: {
    byDefault: 'checked',
    meaning: '`checked` refuses a PostgreSQL that may lose answered requests in a power cut. `unsafe` takes it.',
  },
  LATCHKEY_WORKERS: {
    byDefault: '1',
    meaning:
      'Processes that share the port and answer requests. More than one only with `LATCHKEY_DATABASE_URL`, and without `LATCHKEY_OPERATOR_PORT`.',
  },
  LATCHKEY_ORIGINS: {
    byDefault: undefined,
    meaning:
      'Exact origins of your applications, separated by spaces or commas, such as `https://app.example`. They may embed the auth iframe, and passkeys may be used on them.',
  },
  LATCHKEY_MAX_SESSION_SECONDS: {
    byDefault: '2592000',
    meaning: 'Longest session (30 days). Longer requests are refused.',
  },
  LATCHKEY_SESSION_RENEWAL_SECONDS: {
    byDefault: '43200',
    meaning:
      'How long after its touch a session can be renewed, unless its organization says otherwise with `set_session_limits` (12 hours). `0` switches renewal off. Never more than the longest session.',
  },
  LATCHKEY_SESSION_POWERS: {
    byDefault: 'step-up',
    meaning:
      "`step-up`: a session key cannot make or delete permanent credentials, nor change contacts. `full`: it has its user's full powers, as with the official service.",
  },
  LATCHKEY_TRUSTED_PROXIES: {
    byDefault: undefined,
    meaning:
      'Addresses and ranges (`10.0.0.0/8`) of the proxies in front of the API, separated by spaces or commas. Only what they say in `X-Forwarded-For` counts; without this setting everybody behind a proxy is one sender.',
  },
  LATCHKEY_RATE_PER_ADDRESS: {
    byDefault: '500',
    meaning:
      'Requests a second from one IPv4 address or IPv6 network (/64), in the long run; ten times as many may come at once. `0`: no limit.',
  },
  LATCHKEY_RATE_PER_KEY: {
    byDefault: '200',
    meaning: 'The same for requests signed with one key, passkey or read-only session.',
  },
  LATCHKEY_RATE_PER_ORGANIZATION: {
    byDefault: '1000',
    meaning: 'The same for requests of all users of one organization.',
  },
  LATCHKEY_RATE_OF_BAD_SIGNATURES: {
    byDefault: '5',
    meaning:
      'The same for wrong signatures under one key from one address. Beyond it, that key is refused from that address only.',
  },
  LATCHKEY_MAX_CONNECTIONS: {
    byDefault: '10000',
    meaning: 'Open connections. Beyond that, the one without a request for longest is cut off. `0`: no limit.',
  },
  LATCHKEY_MAX_CONNECTIONS_PER_ADDRESS: {
    byDefault: '1000',
    meaning: 'The same for one address or network; trusted proxies are not limited.',
  },
  LATCHKEY_REQUEST_SECONDS: {
    byDefault: '30',
    meaning:
      'How long a request may take to arrive, and how long nobody may read its answer. Headers have a third of it.',
  },
  LATCHKEY_KEEP_ALIVE_SECONDS: {
    byDefault: '5',
    meaning:
      'How long a connection may wait for its next request. Behind a proxy, longer than the proxy keeps its connections.',
  },
  LATCHKEY_DRAIN_SECONDS: {
    byDefault: '20',
    meaning: 'How long the server goes on answering the requests under way after SIGTERM or SIGINT, at most.',
  },
  LATCHKEY_LOG_LEVEL: {
    byDefault: 'info',
    meaning: '`debug`, `info`, `warn`, `error` or `silent`. Logs are JSON lines on standard output.',
  },
} as const satisfies Readonly<Record<string, Setting>>

/** Name of a setting. */
export type SettingName = keyof typeof settings
