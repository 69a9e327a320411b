/** How both examples tell a person what is open in their name. */
import type { Session } from '@latchkey/sdk-browser'
import { isCounting, type SessionStatus, toProblem } from './words.ts'

const openers = {
  SESSION_OPENER_PASSKEY: 'Passkey',
  SESSION_OPENER_API_KEY: 'Key',
  SESSION_OPENER_SESSION: 'Session',
  SESSION_OPENER_UNKNOWN: 'Not known',
} as const

/**
 * What opened a session, such as `Passkey “First passkey”`.
 * @param session as the API lists it
 */
export function toOpener({ openedBy: { type, name } }: Session): string {
  if (type === 'SESSION_OPENER_UNKNOWN') return openers[type]
  return name === undefined ? `${openers[type]}, deleted since` : `${openers[type]} “${name}”`
}

/** The first that is found counts: most browsers name those they descend from as well. */
const browsers = [
  ['Edge', /\bEdg(?:A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+).* Safari\//],
] as const

const systems = [
  ['Windows', /Windows/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['macOS', /Mac OS X/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
] as const

const longestUserAgent = 40

/**
 * The browser a session was opened with, as it named itself, such as `Firefox 145 on Windows`.
 * @param session as the API lists it
 */
export function toBrowser({ userAgent = '' }: Session): string {
  if (userAgent === '') return 'Browser not named'
  const [browser, pattern] = browsers.find(([, form]) => form.test(userAgent)) ?? []
  const [system] = systems.find(([, form]) => form.test(userAgent)) ?? []
  if (pattern) return `${browser} ${pattern.exec(userAgent)?.[1]}${system ? ` on ${system}` : ''}`
  return userAgent.length > longestUserAgent ? `${userAgent.slice(0, longestUserAgent)}…` : userAgent
}

/**
 * What a session may do, and until when it lives.
 * @param session as the API lists it
 */
export function toPowers({ sessionType, expiresAt }: Session): string {
  const powers = sessionType === 'SESSION_TYPE_READ_ONLY' ? 'Log-in, only reads' : 'Reads and writes'
  return `${powers} until ${toMoment(expiresAt)}`
}

/**
 * The mark on the session that asked; empty for all others.
 * @param session as the API lists it
 */
export function toMark({ isCurrent, sessionType }: Session): string {
  if (!isCurrent) return ''
  return sessionType === 'SESSION_TYPE_READ_ONLY' ? 'This log-in' : 'This session'
}

/**
 * When a session was opened and last used, in relation to now.
 * @param session as the API lists it
 */
export function toTimes({ createdAt, lastUsedAt, isCurrent }: Session): string {
  const lastUse = isCurrent ? 'in use' : lastUsedAt ? `last used ${toAgo(lastUsedAt)}` : 'not used yet'
  return `Opened ${toAgo(createdAt)}, ${lastUse}`
}

/**
 * Label of the button that ends a session; it tells them apart for those who do not see what is around it.
 * @param session as the API lists it
 */
export function toEndLabel(session: Session): string {
  const which = (toMark(session) || 'session').toLowerCase()
  return `End ${which}: ${toOpener(session)}, ${toBrowser(session)}, ${toPowers(session)}`
}

/** Shown when one was ended. */
export const sessionHasEnded = 'The session has ended'

/** Shown when all others were ended. */
export const othersHaveEnded = 'All others have ended'

/** What is known of the list, whoever fetched it. */
export interface SessionList {
  data: readonly Session[] | undefined
  error: Error | undefined
  status: 'idle' | 'pending' | 'success' | 'error'
}

/**
 * What to say where there is no list; `undefined` where there is one.
 * @param list as last fetched
 * @param session status of the session
 */
export function toListNote(
  { data, error, status }: SessionList,
  session: SessionStatus,
): { kind: 'muted' | 'bad'; text: string } | undefined {
  if (data && data.length > 0) return undefined
  if (status === 'pending') return { kind: 'muted', text: 'Asking what is open …' }
  if (status === 'success') return { kind: 'muted', text: 'Nothing is open in your name.' }
  if (error && isUnreachable(error)) {
    return { kind: 'bad', text: 'The server is out of reach. Press “Refresh” once it is back.' }
  }
  if (error && isCounting(session)) return { kind: 'bad', text: toProblem(error) }
  // The read-only session of the log-in is over or was ended.
  return { kind: 'muted', text: 'Open a session to see what is open in your name.' }
}

/**
 * Whether there is anything for “End all others”: without a session, this page's own would be among them.
 * @param list as last fetched
 * @param session status of the session
 */
export function hasOthers({ data = [] }: SessionList, session: SessionStatus): boolean {
  return isCounting(session) && data.some(({ isCurrent }) => !isCurrent)
}

/**
 * Until when this page's session can be renewed; empty where that is not known.
 * @param list as last fetched
 */
export function toRenewalNote({ data = [] }: SessionList): string {
  const session = data.find(({ isCurrent, sessionType }) => isCurrent && sessionType === 'SESSION_TYPE_READ_WRITE')
  if (session === undefined) return ''
  const { expiresAt, renewableUntil } = session
  return toMs(renewableUntil) > toMs(expiresAt)
    ? `It can be renewed without a touch until ${toMoment(renewableUntil)}.`
    : touchNeeded
}

/** Shown when a session cannot be given a later end. */
export const touchNeeded = 'This session is as long as it can get. For more time, open one again: that takes a touch.'

function isUnreachable(error: Error): boolean {
  return 'code' in error && (error.code === 'NETWORK_UNREACHABLE' || error.code === 'REQUEST_TIMED_OUT')
}

type Timestamp = Session['createdAt']

const toMs = ({ seconds }: Timestamp): number => Number(seconds) * 1000

const relativeTime = new Intl.RelativeTimeFormat('en')
const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

function toAgo(timestamp: Timestamp): string {
  const seconds = (Date.now() - toMs(timestamp)) / 1000
  const [unit, length] = units.find(([, unitSeconds]) => seconds >= unitSeconds) ?? []
  return unit ? relativeTime.format(-Math.floor(seconds / length), unit) : 'just now'
}

/** The reader's own time, with the day if it is another one than today. */
function toMoment(timestamp: Timestamp): string {
  const moment = new Date(toMs(timestamp))
  const time = moment.toLocaleTimeString([], { timeStyle: 'short' })
  const isToday = moment.toDateString() === new Date().toDateString()
  return isToday ? time : `${moment.toLocaleDateString([], { day: 'numeric', month: 'short' })}, ${time}`
}
