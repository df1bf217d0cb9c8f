import { Fragment } from 'preact'

/** Host and path in fixed letters; a long one breaks where its parts end. */
export function WebAddress({ address, class: name }: { address: string; class?: string }) {
  return (
    <code class={name === undefined ? 'address' : `address ${name}`}>
      {address.split(/(?<=[/?&])/).map((part, index) => (
        <Fragment key={String(index)}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  )
}
