type AddressesProps = { title: string; hint: string; name: string; addresses: readonly string[] };

/** Our addresses that have to be registered elsewhere. NAME in them becomes what the connection is to be called, as it is typed. */
export const Addresses = ({ title, hint, name, addresses }: AddressesProps) => (
  <div className="grid gap-1.5">
    <p className="font-medium">{title}</p>
    <p className="text-ink-soft">{hint}</p>
    {addresses.map((address) => (
      <output
        key={address}
        className="rounded-md border border-line bg-subtle px-3 py-2 font-mono text-xs wrap-anywhere select-all"
      >
        {name ? address.replace("NAME", name) : address}
      </output>
    ))}
  </div>
);
