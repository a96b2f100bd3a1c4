type Members<Member> = ReadonlySet<Member> | null | undefined

/** What both sets have; none stands for everything, and so does undefined as the answer. As quick as the smaller set is small. */
export function commonMembers<Member>(one: Members<Member>, other: Members<Member>): ReadonlySet<Member> | undefined {
  if (one === null || one === undefined) return other ?? undefined
  if (other === null || other === undefined) return one
  const [small, large] = one.size <= other.size ? [one, other] : [other, one]
  return new Set([...small].filter((member) => large.has(member)))
}
