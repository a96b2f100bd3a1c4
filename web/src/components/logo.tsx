import type { JSX } from 'react'

export function Logo(): JSX.Element {
  return (
    <svg viewBox="0 0 32 32" className="size-7" aria-hidden>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M7 23c5-1 4-7 9-8s4-6 9-7"
        fill="none"
        className="stroke-mark-strong"
        strokeWidth="3"
        strokeLinecap="round"
      />
      {['7 23', '16 15', '25 8'].map((place) => {
        const [x, y] = place.split(' ')
        return <circle key={place} cx={x} cy={y} r="2.6" className="fill-on-accent" />
      })}
    </svg>
  )
}
