/** How this package names itself to the server. */

/** Value of the `X-Client-Version` header: name and version of this package. */
export const clientVersion = '@latchkey/sdk-server@0.1.0'
