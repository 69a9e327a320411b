/** The same app without a framework: the steps of the guide, each behind a button. */
import { Turnkey, type TurnkeyPasskeyClient } from '@latchkey/sdk-browser'
import { fetchSettings, signUp } from '../../shell/app-server.ts'
import { startCounting } from '../../shell/counters.ts'
import { toNewAuthenticator } from '../../shell/new-authenticator.ts'
import { onlyPasskey } from '../../shell/only-passkey.ts'
import { renew } from '../../shell/renew.ts'
import '../../shell/shell.css'
import { forgetUserName, learnUserName } from '../../shell/user-name.ts'
import { accountIsReady, stepUpNote, toKeyCount, toProblem } from '../../shell/words.ts'
import { onPress, onSubmit } from './actions.ts'
import { byId, fieldValue } from './elements.ts'
import { SessionsPanel } from './sessions-panel.ts'
import { showIframe, showIframeProblem, showKeys, startShowing } from './view.ts'

const settings = await fetchSettings()
startCounting(settings.apiBaseUrl)

const turnkey = new Turnkey({ apiBaseUrl: settings.apiBaseUrl, defaultOrganizationId: settings.organizationId })
const passkeyClient = turnkey.passkeyClient()
startShowing(turnkey)
const sessions = new SessionsPanel(turnkey)

showIframe('opening')
const preparing = turnkey.iframeClient({
  iframeContainer: document.getElementById('auth-iframe-container'),
  iframeUrl: settings.iframeUrl,
})
preparing.then(
  ({ storageProblem }) => {
    showIframe('ready')
    if (storageProblem) showIframeProblem(toProblem(storageProblem))
  },
  (error) => {
    showIframe('failed')
    showIframeProblem(toProblem(error))
  },
)

const signUpForm = byId('sign-up-form', HTMLFormElement)
onSubmit(signUpForm, async () => {
  const name = fieldValue(signUpForm, 'userName')
  const passkey = await passkeyClient.createUserPasskey({ publicKey: { user: { name, displayName: name } } })
  await signUp(name, passkey)
  await logIn(turnkey.passkeyClient(onlyPasskey(passkey))).catch((cause) => {
    throw new Error(accountIsReady, { cause })
  })
  return 'Your account is ready'
})

onPress(byId('log-in', HTMLButtonElement), async () => {
  await logIn(passkeyClient)
  return 'Welcome back'
})

async function logIn(client: TurnkeyPasskeyClient): Promise<void> {
  const { userId, username } = await client.login()
  learnUserName(userId, username)
}

const sessionForm = byId('session-form', HTMLFormElement)
onSubmit(sessionForm, async () => {
  const currentUser = await turnkey.getCurrentUser()
  const authIframeClient = await preparing
  const authBundle = await passkeyClient.createPasskeySession(
    currentUser?.userId ?? '',
    authIframeClient.iframePublicKey ?? '',
    fieldValue(sessionForm, 'seconds'),
  )
  await authIframeClient.injectCredentialBundle(authBundle)
  return 'Your session is open'
})

onPress(byId('renew', HTMLButtonElement), async () => {
  const sentence = await renew(turnkey)
  await sessions.refetch()
  return sentence
})

onPress(byId('who-am-i', HTMLButtonElement), async () => {
  const currentUser = await turnkey.getCurrentUser()
  const client = await turnkey.getActiveClient()
  const whoami = await client.getWhoami({
    organizationId: currentUser?.organization.organizationId ?? turnkey.config.defaultOrganizationId,
  })
  learnUserName(whoami.userId, whoami.username)
  return `You are ${whoami.username} of ${whoami.organizationName}`
})

onPress(byId('list-keys', HTMLButtonElement), async () => {
  const currentUser = await turnkey.getCurrentUser()
  const client = await turnkey.getActiveClient()
  const { apiKeys } = await client.getApiKeys(currentUser ? { userId: currentUser.userId } : {})
  showKeys(apiKeys)
  return toKeyCount(apiKeys.length)
})

const renameForm = byId('rename-form', HTMLFormElement)
onSubmit(renameForm, async () => {
  const userName = fieldValue(renameForm, 'newName')
  const userId = (await turnkey.getCurrentUser())?.userId ?? ''
  const client = await turnkey.getActiveClient()
  await client.updateUserName({ userId, userName })
  learnUserName(userId, userName)
  return `You are now called ${userName}`
})

byId('step-up-note', HTMLElement).textContent = stepUpNote
onPress(byId('add-passkey', HTMLButtonElement), async () => {
  const { userId = '', username: name = '' } = (await turnkey.getCurrentUser()) ?? {}
  const passkey = await passkeyClient.createUserPasskey({ publicKey: { user: { name, displayName: name } } })
  const client = await turnkey.getActiveClient()
  await client.createAuthenticators({ userId, authenticators: [toNewAuthenticator(passkey)] })
  return 'You have another passkey'
})

const logOutButton = byId('log-out', HTMLButtonElement)
logOutButton.addEventListener('click', async () => {
  logOutButton.disabled = true
  await turnkey.logoutUser()
  forgetUserName()
  logOutButton.disabled = false
})
