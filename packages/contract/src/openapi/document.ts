/** The parts of an OpenAPI 3.1 document that ours has, as types. */

/** JSON Schema, in the keywords that a reader of the document meets. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly description?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

/** Content of a body: always JSON. */
export interface Content {
  readonly 'application/json': { readonly schema: Schema; readonly example?: unknown }
}

/** One operation; all of them are POST requests. */
export interface Operation {
  /** Path segment, such as `create_api_keys`. */
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly requestBody: { readonly required: true; readonly content: Content }
  readonly responses: Readonly<Record<'200' | 'default', { readonly description: string; readonly content: Content }>>
}

/** Header that authenticates a request. */
export interface SecurityScheme {
  readonly type: 'apiKey'
  readonly in: 'header'
  readonly name: string
  readonly description: string
}

/** The document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly info: {
    readonly title: string
    readonly version: string
    readonly description: string
    readonly license: { readonly name: string; readonly identifier: string }
  }
  readonly servers: readonly { readonly url: string; readonly description: string }[]
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, { readonly post: Operation }>>
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, SecurityScheme>>
    readonly schemas: Readonly<Record<string, Schema>>
  }
}
