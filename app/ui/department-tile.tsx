export type DepartmentTileData = {
  href: string;
  name: string;
  /** Hung over the tile like an aisle sign. */
  aisle: number;
  picture: { src: string; alt: string };
  /** "1,240 items", "1,000+ items". */
  countText: string;
};

/** A department as an aisle sign with something off its shelf. */
function DepartmentTile({ department }: { department: DepartmentTileData }) {
  return (
    <a className="aisle" href={department.href}>
      <b className="aisle-no">{department.aisle}</b>
      <span className="aisle-name">{department.name}</span>
      <small>{department.countText}</small>
      <img src={department.picture.src} alt={department.picture.alt} width="96" height="96" loading="lazy" />
    </a>
  );
}

/** The departments side by side. */
export function DepartmentTiles({ departments }: { departments: readonly DepartmentTileData[] }) {
  return (
    <div className="aisles">
      {departments.map((department) => (
        <DepartmentTile key={department.href} department={department} />
      ))}
    </div>
  );
}
