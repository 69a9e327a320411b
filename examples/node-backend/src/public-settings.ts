/** The settings every visitor may know. */

/** What the page is told: nothing secret. */
export interface PublicSettings {
  apiBaseUrl: string
  iframeUrl: string
  organizationId: string
}
