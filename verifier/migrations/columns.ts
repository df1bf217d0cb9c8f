import type { TableColumnOptions } from 'typeorm'

/** Columns by name, of the key and others; a name that ends in `?` may be without a value. */
export function columns(
  key: readonly string[],
  others: Readonly<Record<string, 'varchar' | 'text' | 'integer'>>,
): TableColumnOptions[] {
  return [
    ...key.map((name) => ({ name, type: 'varchar', isPrimary: true })),
    ...Object.entries(others).map(([name, type]) => ({
      name: name.replace(/\?$/, ''),
      type,
      isNullable: name.endsWith('?'),
    })),
  ]
}
