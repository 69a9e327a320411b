/** Compares the types of our client with those of the official one, method by method, at compile time. */
import type { TurnkeyApiClient } from '@turnkey/sdk-server'
import type { TurnkeyApiClient as EarlierApiClient } from 'sdk-server-4.10'

/** The official client's methods by name; its class also says that any name is a method. */
type NamedMembers<Client> = { [Name in keyof Client as string extends Name ? never : Name]: Client[Name] }

/** Methods that later versions have lost, though their operations still exist. */
type EarlierMethods = Pick<NamedMembers<EarlierApiClient>, 'getOrganization' | 'createApiOnlyUsers'>

/** Methods of @turnkey/sdk-server 8.2.1, whose types are those of @turnkey/sdk-types 1.5.1, and two of 4.10.4. */
export type OfficialClient = NamedMembers<TurnkeyApiClient> & EarlierMethods

type InputOf<Method> = Method extends (...input: infer Input) => unknown ? NonNullable<Input[0]> : never
type OutputOf<Method> = Method extends (...input: never[]) => infer Output ? Awaited<Output> : never

/** Members of inputs whose types may differ, by method. */
interface LooseInputs {
  /** Any text for them; for us one of the filters that there are, so that a misspelt one does not compile. */
  readonly getSubOrgIds: 'filterType'
  readonly getVerifiedSubOrgIds: 'filterType'
}

/** Members of answers whose types may differ, wherever they are. */
interface LooseMembers {
  /** They list every intent and result there is; ours are records, which a newer server may fill with others. */
  readonly intent: unknown
  readonly result: unknown
  /** Always empty: not offered yet. */
  readonly oauthProviders: unknown
  readonly mfaPolicies: unknown
  readonly policies: unknown
  readonly privateKeys: unknown
  readonly wallets: unknown
  readonly invitations: unknown
}

/** An official answer without the names of its enumerations: ours are texts, as a newer server may send names that we do not know. */
type Loose<Answer> = Answer extends string
  ? string
  : Answer extends readonly (infer Element)[]
    ? Loose<Element>[]
    : Answer extends object
      ? { [Name in keyof Answer]: Name extends keyof LooseMembers ? unknown : Loose<Answer[Name]> }
      : Answer

type Without<Input, Name> = Name extends keyof LooseInputs ? Omit<Input, LooseInputs[Name]> : Input

type Names<Ours> = keyof Ours & keyof OfficialClient

/** A word instead of `never`, so that the compiler says which methods there are when there should be none. */
type OrNone<Name> = [Name] extends [never] ? 'none' : Name

/** Methods that do not take what the official ones take. */
export type InputDivergences<Ours> = OrNone<
  {
    [Name in Names<Ours>]: Without<InputOf<OfficialClient[Name]>, Name> extends Without<InputOf<Ours[Name]>, Name>
      ? never
      : Name
  }[Names<Ours>]
>

/** Methods whose answer does not do for code that was written for the official answer. */
export type OutputDivergences<Ours> = OrNone<
  {
    [Name in Names<Ours>]: OutputOf<Ours[Name]> extends Loose<OutputOf<OfficialClient[Name]>> ? never : Name
  }[Names<Ours>]
>
