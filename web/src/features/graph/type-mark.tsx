import type { EntityType } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { ShapeMark } from '../concepts/shape-mark.tsx'
import { TYPE_LOOKS } from './looks.ts'

/** What an entity is: the shape that it has on the map, with its word. */
export function TypeMark({ type }: { readonly type: EntityType }): JSX.Element {
  const t = useTranslations('graph')
  return (
    <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap text-soft">
      <ShapeMark {...TYPE_LOOKS[type]} />
      {t(`type.${type}`)}
    </span>
  )
}
