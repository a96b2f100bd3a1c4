/** "page 3 …" or "pages 3, 7–9 …"; nothing when there are no pages. */
export function pageWarning(pages: readonly number[], one: string, many: string): string[] {
  if (pages.length === 0) return []
  return pages.length === 1 ? [`page ${pages[0]} ${one}`] : [`pages ${ranges(pages)} ${many}`]
}

function ranges(pages: readonly number[]): string {
  const result: string[] = []
  let start = 0
  pages.forEach((page, index) => {
    if (pages[index + 1] === page + 1) return
    const first = pages[start] ?? page
    result.push(first === page ? `${page}` : `${first}–${page}`)
    start = index + 1
  })
  return result.join(', ')
}
