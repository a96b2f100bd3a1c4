const MOST = 1_000_000_000

/** What a person writes as a number of tokens: "250 000", "250.000", "250,000". Null when it is no whole number from 1 on. */
export function budgetOf(written: string): number | null {
  const digits = written.trim().replaceAll(/(?<=\d)[\s.,'’](?=\d{3}(?!\d))/gu, '')
  if (!/^\d+$/.test(digits)) return null
  const value = Number(digits)
  return value >= 1 && value <= MOST ? value : null
}
