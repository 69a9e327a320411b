/** The document around every page. */
import type { Metadata, Viewport } from 'next'
import type { ReactElement, ReactNode } from 'react'
import icon from '../../../shell/public/icon.svg'
import '../../../shell/shell.css'

/** Title and icon. */
export const metadata: Metadata = { title: 'Latchkey · Next.js example', icons: { icon: icon.src } }

/** Light and dark, as the reader has it. */
export const viewport: Viewport = { colorScheme: 'light dark' }

/** The document. */
export default function Layout({ children }: { children: ReactNode }): ReactElement {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
