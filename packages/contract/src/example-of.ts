/** What an example must look like: the values of a schema as a type, in the few schemas that requests are made of. */
import type { TArray, TBoolean, TInteger, TLiteral, TObject, TOptional, TSchema, TString, TUnion } from 'typebox'

type OptionalNames<Members> = {
  [Name in keyof Members]: Members[Name] extends TOptional<TSchema> ? Name : never
}[keyof Members]

/**
 * Type of a schema's values. It says what TypeBox's `Static` says, which applied to a type parameter costs the type-checker more than all
 * the rest of the project.
 */
export type ExampleOf<Schema> =
  Schema extends TObject<infer Members>
    ? { [Name in Exclude<keyof Members, OptionalNames<Members>>]: ExampleOf<Members[Name]> } & {
        [Name in OptionalNames<Members>]?: ExampleOf<Members[Name]>
      }
    : Schema extends TArray<infer Item>
      ? ExampleOf<Item>[]
      : Schema extends TUnion<infer Choices>
        ? ExampleOf<Choices[number]>
        : Schema extends TLiteral<infer Value>
          ? Value
          : Schema extends TString
            ? string
            : Schema extends TInteger
              ? number
              : Schema extends TBoolean
                ? boolean
                : unknown
