import type { JSX, ReactNode } from 'react'
import type { ADDRESSES } from './addresses.ts'
import { useMay } from './session.ts'

interface IfMayProps {
  readonly use: keyof typeof ADDRESSES
  readonly children: ReactNode
}

/** Is there only for those who may use an address. */
export function IfMay({ use, children }: IfMayProps): JSX.Element | null {
  return useMay()(use) ? <>{children}</> : null
}
