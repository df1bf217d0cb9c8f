import type { TableColumnOptions } from 'typeorm'

/** Columns by name: text unless said otherwise; `?` after the name lets it be empty. The keys come first. */
export function columns(
  keys: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>>,
): TableColumnOptions[] {
  const keyColumns = Object.entries(keys).map(([name, type]) => ({ name, type, isPrimary: true }))
  const otherColumns = Object.entries(others).map(([name, type]) => ({
    name: name.replace('?', ''),
    type,
    isNullable: name.endsWith('?'),
  }))
  return [...keyColumns, ...otherColumns]
}
