/** The head of a table. */
export const Columns = ({ names }: { names: readonly string[] }) => (
  <thead>
    <tr>
      {names.map((one) => (
        <th key={one} scope="col">
          {one}
        </th>
      ))}
    </tr>
  </thead>
);
