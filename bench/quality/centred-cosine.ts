/** Mean cosine of rows with their reference after the reference's mean row is taken from both. */
export function centredCosine(reference: readonly Float32Array[], rows: readonly Float32Array[]): number {
  const mean = Float64Array.from(reference[0] ?? [], () => 0)
  for (const row of reference) for (const [index, value] of row.entries()) mean[index] = (mean[index] ?? 0) + value
  let sum = 0
  for (const [at, row] of reference.entries()) {
    let [product, lengthA, lengthB] = [0, 0, 0]
    for (const [index, value] of row.entries()) {
      const centre = (mean[index] ?? 0) / reference.length
      const [a, b] = [value - centre, (rows[at]?.[index] ?? 0) - centre]
      product += a * b
      lengthA += a * a
      lengthB += b * b
    }
    sum += product / Math.sqrt(lengthA * lengthB)
  }
  return sum / reference.length
}
