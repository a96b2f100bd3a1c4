/**
 * Collects the `data` of server-sent events from their lines. Names, ids and comments are passed over: who sends one kind of
 * event needs none of them.
 */
export function createEventDataReader(): (line: string) => string | null {
  let data: string[] = []
  return (line) => {
    if (line === '') {
      if (data.length === 0) return null
      const whole = data.join('\n')
      data = []
      return whole
    }
    if (line === 'data') data.push('')
    else if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5))
    return null
  }
}
