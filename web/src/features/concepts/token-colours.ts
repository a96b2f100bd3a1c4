const TOKENS = [
  'ground',
  'surface',
  'ink',
  'soft',
  'line',
  'line-strong',
  'accent',
  'good',
  'warn',
  'bad',
  'series-1',
  'series-2',
  'series-3',
  'series-4',
] as const

/** Names of colours in tokens.css that a canvas draws with. */
export type Token = (typeof TOKENS)[number]
export type TokenColours = Readonly<Record<Token, string>>

/** The colours as they are now, light or dark, as #rrggbb. */
export function tokenColours(): TokenColours {
  const probe = document.createElement('span')
  probe.hidden = true
  document.body.append(probe)
  const read = (token: Token): string => {
    probe.style.color = `var(--color-${token})`
    return hexOf(getComputedStyle(probe).color)
  }
  const colours = Object.fromEntries(TOKENS.map((token) => [token, read(token)])) as Record<Token, string>
  probe.remove()
  return colours
}

/** Calls back when the person or the system changes between light and dark. @returns a function that ends it */
export function onThemeChange(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  system.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', listener)
  }
}

/** So much of the first colour over the second: lines over lines get no darker by that, as transparent ones would. */
export function mixed(share: number, one: string, other: string): string {
  const [front, back] = [channelsOf(one), channelsOf(other)]
  return toHex(front.map((value, channel) => value * share + (back[channel] ?? 0) * (1 - share)))
}

const hexOf = (colour: string): string => toHex((colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number))

const channelsOf = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

const toHex = (channels: readonly number[]): string =>
  `#${channels.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
