/**
 * The WebAssembly text of the two loops of the vector index.
 *
 * `scan` estimates the cosine of a query with every live row of blocks of 32 rows. A row is a sequence of groups of 4 bits; 16 bytes
 * of a block hold one group of 32 rows, row i in the low half of byte i and row 16 + i in its high half. The query is a table of 16
 * bytes per group, so that one `swizzle` looks 16 rows up at once (André, Kermarrec, Le Scouarnec, "Cache locality is not enough:
 * high-performance nearest neighbor search with product quantization fast scan", VLDB 2015). Rows above the threshold are
 * written to `out` as pairs of row (u32) and estimate (f32).
 *
 * `dots` gives the exact products of the query with rows of 16-bit integers, each behind its scale (f32).
 */
export function vectorKernelText(): string {
  return `(module
  (import "index" "memory" (memory 1))
  ${SCAN}
  ${DOTS}
)
`
}

/** Groups per turn of the inner loop; the number of groups is a multiple of it. */
const UNROLL = 4

const LOOKUP = Array.from({ length: UNROLL }, (_, at) => {
  const offset = at === 0 ? '' : ` offset=${at * 16}`
  return `
          (local.set $code (v128.load${offset} (local.get $at)))
          (local.set $table (v128.load${offset} (local.get $group)))
          (local.set $found (i8x16.swizzle (local.get $table) (v128.and (local.get $code) (local.get $low-half))))
          (local.set $low (i16x8.add (local.get $low) (local.get $found)))
          (local.set $low-odd (i16x8.add (local.get $low-odd) (i16x8.shr_u (local.get $found) (i32.const 8))))
          (local.set $found (i8x16.swizzle (local.get $table)
            (v128.and (i16x8.shr_u (local.get $code) (i32.const 4)) (local.get $low-half))))
          (local.set $high (i16x8.add (local.get $high) (local.get $found)))
          (local.set $high-odd (i16x8.add (local.get $high-odd) (i16x8.shr_u (local.get $found) (i32.const 8))))`
}).join('')

const ZIP_FIRST = '0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23'
const ZIP_SECOND = '8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31'

/** Estimates of 4 rows: four 16-bit sums → base + factor * (sum * step + bias), kept in $out; one bit each in $hits. */
function fourRows(row: number, sums: string, half: 'low' | 'high'): string {
  return `
        (local.set $estimate (f32x4.add (local.get $base4) (f32x4.mul (v128.load offset=${row * 4} (local.get $factors))
          (f32x4.add (local.get $bias4) (f32x4.mul (local.get $step4)
            (f32x4.convert_i32x4_u (i32x4.extend_${half}_i16x8_u (local.get ${sums}))))))))
        (v128.store offset=${row * 4} (local.get $estimates) (local.get $estimate))
        (local.set $hits (i32.or (local.get $hits) (i32.shl
          (i32x4.bitmask (f32x4.gt (local.get $estimate) (local.get $threshold4))) (i32.const ${row}))))`
}

/** The 16 rows of one half: sums of even rows come with 256 times those of the odd rows, which are taken off. */
function sixteenRows(row: number, name: string): string {
  return `
        (local.set $even (i16x8.sub (local.get $${name}) (i16x8.shl (local.get $${name}-odd) (i32.const 8))))
        (local.set $sums (i8x16.shuffle ${ZIP_FIRST} (local.get $even) (local.get $${name}-odd)))
        ${fourRows(row, '$sums', 'low')}
        ${fourRows(row + 4, '$sums', 'high')}
        (local.set $sums (i8x16.shuffle ${ZIP_SECOND} (local.get $even) (local.get $${name}-odd)))
        ${fourRows(row + 8, '$sums', 'low')}
        ${fourRows(row + 12, '$sums', 'high')}`
}

const SCAN = `
  (func (export "scan") (param $tables i32) (param $codes i32) (param $factors i32) (param $masks i32) (param $estimates i32)
    (param $out i32) (param $blocks i32) (param $groups i32) (param $row i32)
    (param $step f32) (param $bias f32) (param $base f32) (param $threshold f32) (result i32)
    (local $begin i32) (local $at i32) (local $group i32) (local $end i32) (local $bytes i32) (local $mask i32) (local $hits i32)
    (local $place i32) (local $code v128) (local $table v128) (local $found v128) (local $low v128) (local $low-odd v128)
    (local $high v128) (local $high-odd v128) (local $even v128) (local $sums v128) (local $estimate v128)
    (local $low-half v128) (local $step4 v128) (local $bias4 v128) (local $base4 v128) (local $threshold4 v128)
    (local.set $begin (local.get $out))
    (local.set $bytes (i32.mul (local.get $groups) (i32.const 16)))
    (local.set $end (i32.add (local.get $tables) (local.get $bytes)))
    (local.set $low-half (i8x16.splat (i32.const 15)))
    (local.set $step4 (f32x4.splat (local.get $step)))
    (local.set $bias4 (f32x4.splat (local.get $bias)))
    (local.set $base4 (f32x4.splat (local.get $base)))
    (local.set $threshold4 (f32x4.splat (local.get $threshold)))
    (block $done
    (loop $next-block
      (br_if $done (i32.eqz (local.get $blocks)))
      (local.set $mask (i32.load (local.get $masks)))
      (if (local.get $mask) (then
        (local.set $at (local.get $codes))
        (local.set $group (local.get $tables))
        (local.set $low (v128.const i64x2 0 0))
        (local.set $low-odd (v128.const i64x2 0 0))
        (local.set $high (v128.const i64x2 0 0))
        (local.set $high-odd (v128.const i64x2 0 0))
        (loop $next-group${LOOKUP}
          (local.set $at (i32.add (local.get $at) (i32.const ${UNROLL * 16})))
          (local.set $group (i32.add (local.get $group) (i32.const ${UNROLL * 16})))
          (br_if $next-group (i32.lt_u (local.get $group) (local.get $end))))
        (local.set $hits (i32.const 0))
        ${sixteenRows(0, 'low')}
        ${sixteenRows(16, 'high')}
        (local.set $hits (i32.and (local.get $hits) (local.get $mask)))
        (block $no-more
        (loop $next-hit
          (br_if $no-more (i32.eqz (local.get $hits)))
          (local.set $place (i32.ctz (local.get $hits)))
          (i32.store (local.get $out) (i32.add (local.get $row) (local.get $place)))
          (i32.store offset=4 (local.get $out)
            (i32.load (i32.add (local.get $estimates) (i32.shl (local.get $place) (i32.const 2)))))
          (local.set $out (i32.add (local.get $out) (i32.const 8)))
          (local.set $hits (i32.and (local.get $hits) (i32.sub (local.get $hits) (i32.const 1))))
          (br $next-hit)))))
      (local.set $codes (i32.add (local.get $codes) (local.get $bytes)))
      (local.set $factors (i32.add (local.get $factors) (i32.const 128)))
      (local.set $masks (i32.add (local.get $masks) (i32.const 4)))
      (local.set $row (i32.add (local.get $row) (i32.const 32)))
      (local.set $blocks (i32.sub (local.get $blocks) (i32.const 1)))
      (br $next-block)))
    (i32.shr_u (i32.sub (local.get $out) (local.get $begin)) (i32.const 3)))`

const DOTS = `
  (func (export "dots") (param $query i32) (param $rows i32) (param $stride i32) (param $count i32) (param $dimensions i32)
    (param $out i32)
    (local $at i32) (local $component i32) (local $end i32) (local $eight v128) (local $first v128) (local $second v128)
    (local.set $end (i32.add (local.get $query) (i32.shl (local.get $dimensions) (i32.const 2))))
    (block $done
    (loop $next-row
      (br_if $done (i32.eqz (local.get $count)))
      (local.set $at (i32.add (local.get $rows) (i32.const 4)))
      (local.set $component (local.get $query))
      (local.set $first (v128.const i64x2 0 0))
      (local.set $second (v128.const i64x2 0 0))
      (loop $next-eight
        (local.set $eight (v128.load align=2 (local.get $at)))
        (local.set $first (f32x4.add (local.get $first) (f32x4.mul (v128.load (local.get $component))
          (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $eight))))))
        (local.set $second (f32x4.add (local.get $second) (f32x4.mul (v128.load offset=16 (local.get $component))
          (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $eight))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $component (i32.add (local.get $component) (i32.const 32)))
        (br_if $next-eight (i32.lt_u (local.get $component) (local.get $end))))
      (local.set $first (f32x4.add (local.get $first) (local.get $second)))
      (f32.store (local.get $out) (f32.mul (f32.load align=2 (local.get $rows))
        (f32.add
          (f32.add (f32x4.extract_lane 0 (local.get $first)) (f32x4.extract_lane 1 (local.get $first)))
          (f32.add (f32x4.extract_lane 2 (local.get $first)) (f32x4.extract_lane 3 (local.get $first))))))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (local.set $rows (i32.add (local.get $rows) (local.get $stride)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br $next-row))))`
