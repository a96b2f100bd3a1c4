import { EnterFullScreenIcon, MinusIcon, PlusIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '../../components/button.tsx'
import type { MapMoves } from './map-moves.ts'

/** By one click or key. */
export const ZOOM = 1.5

export function MapButtons({ map }: { readonly map: MapMoves | null }): JSX.Element {
  const t = useTranslations('concepts')
  return (
    <div className="absolute top-3 right-3 flex flex-col rounded-md border border-line-strong bg-surface shadow-card">
      <IconButton label={t('zoomIn')} icon={<PlusIcon />} onClick={() => map?.zoom(ZOOM)} />
      <IconButton label={t('zoomOut')} icon={<MinusIcon />} onClick={() => map?.zoom(1 / ZOOM)} />
      <IconButton label={t('fit')} icon={<EnterFullScreenIcon />} onClick={() => map?.fit()} />
    </div>
  )
}
