import type { Sigma } from 'sigma'
import type { CameraState } from 'sigma/types'

const MOVE_MS = 180
const PAN_SHARE = 0.12

/** Moves about on a map. */
export interface MapMoves {
  pan(right: number, down: number): void
  zoom(factor: number): void
  fit(): void
}

/** They glide, unless the person wants things to stand still. */
export function movesOf(sigma: Sigma): MapMoves {
  const camera = sigma.getCamera()
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const move = (to: Partial<CameraState>): void => {
    if (still) camera.setState(to)
    else void camera.animate(to, { duration: MOVE_MS })
  }
  return {
    pan(right, down) {
      const { x, y, ratio } = camera.getState()
      move({ x: x + right * PAN_SHARE * ratio, y: y - down * PAN_SHARE * ratio })
    },
    zoom: (factor) => move({ ratio: camera.getBoundedRatio(camera.ratio / factor) }),
    fit: () => move({ x: 0.5, y: 0.5, ratio: 1 }),
  }
}
