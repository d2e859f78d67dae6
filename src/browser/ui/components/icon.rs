//! Every icon of the product, drawn here on a 16 by 16 grid in the colour of the text around it.

use yew::prelude::*;

/// Which drawing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    /// Box with a lid: archived.
    Archive,
    /// Arrow down.
    ArrowDown,
    /// Arrow left.
    ArrowLeft,
    /// Arrow right.
    ArrowRight,
    /// Arrow up.
    ArrowUp,
    /// Circle with a slash: a broken order.
    Barred,
    /// Three columns: the wave board.
    Board,
    /// Open book: guidance.
    Book,
    /// Calendar sheet.
    Calendar,
    /// Bars of a chart.
    Chart,
    /// Check mark.
    Check,
    /// Points down.
    ChevronDown,
    /// Points left.
    ChevronLeft,
    /// Points right.
    ChevronRight,
    /// Points up.
    ChevronUp,
    /// Two chevrons to the left: fold the navigation.
    ChevronsLeft,
    /// Two chevrons to the right: unfold the navigation.
    ChevronsRight,
    /// Clock.
    Clock,
    /// Cross: close or remove.
    Close,
    /// Speech bubble.
    Comment,
    /// Two sliders side by side: compare, and the roadmap on the phone.
    Compare,
    /// Two sheets: duplicate.
    Copy,
    /// Small diamond: a milestone.
    Diamond,
    /// Sheet with lines: documents.
    Document,
    /// Arrow into a tray.
    Download,
    /// Pencil.
    Edit,
    /// Empty sheet with a folded corner.
    File,
    /// Folder.
    Folder,
    /// Pulse: the health check.
    Health,
    /// Letter i in a circle.
    Info,
    /// Lines with dots: list view.
    List,
    /// Closed lock.
    Lock,
    /// Three lines: menu.
    Menu,
    /// Minus.
    Minus,
    /// Crescent: switch to the dark palette.
    Moon,
    /// Three dots: further actions.
    More,
    /// Octagon with a bar: Stop.
    Octagon,
    /// Person.
    Person,
    /// Pin.
    Pin,
    /// Plus.
    Plus,
    /// Printer.
    Print,
    /// Solid square: a product.
    Product,
    /// Arrow back to the right.
    Redo,
    /// Open ring: Room, and nothing to report.
    Ring,
    /// Bars along a time axis.
    Roadmap,
    /// Pair of scales: weighing choices.
    Scales,
    /// Magnifying glass.
    Search,
    /// Thick ring: a service.
    Service,
    /// Sliders: settings.
    Settings,
    /// Four-pointed star: a proposal.
    Spark,
    /// Sun: switch to the light palette.
    Sun,
    /// Grid: table view.
    Table,
    /// Bin.
    Trash,
    /// Solid triangle: Over.
    TriangleFilled,
    /// Open triangle: Tight.
    TriangleOpen,
    /// Arrow back to the left.
    Undo,
    /// Arrow out of a tray.
    Upload,
    /// Solid triangle with an exclamation mark.
    Warning,
}

/// Properties of [`Icon`].
#[derive(Properties, PartialEq)]
pub struct IconProps {
    /// Which drawing.
    pub name: IconName,
    /// Width and height in pixels.
    #[prop_or(16)]
    pub size: u16,
    /// Name for screen readers. Without one the icon is decoration.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// One icon.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    let (outline, solid, cut) = drawing(props.name);
    let size = props.size.to_string();
    html! {
        <svg
            class="icon"
            viewBox="0 0 16 16"
            width={size.clone()}
            height={size}
            role={props.label.as_ref().map(|_| "img")}
            aria-label={props.label.clone()}
            aria-hidden={props.label.is_none().then_some("true")}
        >
            if !outline.is_empty() {
                <path d={outline} />
            }
            if !solid.is_empty() {
                <path class="icon-solid" d={solid} fill-rule={cut.then_some("evenodd")} />
            }
        </svg>
    }
}

/// Outline path, solid path, and whether the solid path has holes.
fn drawing(name: IconName) -> (&'static str, &'static str, bool) {
    use IconName::*;
    match name {
        Archive => ("M2 3h12v3H2zM3 6v7h10V6M6.5 9h3", "", false),
        ArrowDown => ("M8 3v10M4 9l4 4 4-4", "", false),
        ArrowLeft => ("M13 8H3M7 4 3 8l4 4", "", false),
        ArrowRight => ("M3 8h10M9 4l4 4-4 4", "", false),
        ArrowUp => ("M8 13V3M4 7l4-4 4 4", "", false),
        Barred => ("M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M4.2 4.2l7.6 7.6", "", false),
        Board => ("M2.5 2.5h3v11h-3zM6.5 2.5h3v7h-3zM10.5 2.5h3v5h-3z", "", false),
        Book => (
            "M8 4.2C6.6 3.2 4.6 2.8 2 3v9.6c2.6-.2 4.6.2 6 1.2 1.4-1 3.4-1.4 6-1.2V3c-2.6-.2-4.6.2-6 1.2zM8 4.2v9.4",
            "",
            false,
        ),
        Calendar => ("M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3", "", false),
        Chart => ("M2.5 13.5h11", "M3 8h2.5v4.5H3zM6.8 3h2.5v9.5H6.8zM10.6 6h2.5v6.5h-2.5z", false),
        Check => ("M3 8.5 6.5 12 13 4.5", "", false),
        ChevronDown => ("M4 6l4 4 4-4", "", false),
        ChevronLeft => ("M10 4 6 8l4 4", "", false),
        ChevronRight => ("M6 4l4 4-4 4", "", false),
        ChevronUp => ("M4 10l4-4 4 4", "", false),
        ChevronsLeft => ("M8 4 4 8l4 4M12.5 4l-4 4 4 4", "", false),
        ChevronsRight => ("M3.5 4l4 4-4 4M8 4l4 4-4 4", "", false),
        Clock => ("M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M8 5v3.2l2 1.3", "", false),
        Close => ("M4 4l8 8M12 4l-8 8", "", false),
        Comment => ("M2.5 3h11v8H8l-3.2 2.6V11H2.5z", "", false),
        Compare => ("M5 2.5v11M11 2.5v11M2.5 10.5h5M8.5 5.5h5", "", false),
        Copy => ("M6 6h7.5v7.5H6zM3.5 10H2.5V2.5H10v1", "", false),
        Diamond => ("", "M8 2l6 6-6 6-6-6z", false),
        Document => ("M3.5 2h6l3 3v9h-9zM6 7.5h4M6 10.5h4", "", false),
        Download => ("M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.5 13.5h11", "", false),
        Edit => ("M3 13l.6-2.8L10.8 3l2.2 2.2-7.2 7.2z", "", false),
        File => ("M3.5 2h5.5l3.5 3.5V14h-9zM9 2v3.5h3.5", "", false),
        Folder => ("M2 4h4l1.5 1.8H14v7.2H2z", "", false),
        Health => ("M1.5 8.5h3L6.3 4l3 8 1.7-3.5h3.5", "", false),
        Info => ("M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M8 7.5v3.2M8 5.2v.1", "", false),
        List => ("M6 4h8M6 8h8M6 12h8M2.5 4h.5M2.5 8h.5M2.5 12h.5", "", false),
        Lock => ("M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2M8 9.8v1", "", false),
        Menu => ("M2.5 4h11M2.5 8h11M2.5 12h11", "", false),
        Minus => ("M3.5 8h9", "", false),
        Moon => ("M13 9.8A5.5 5.5 0 0 1 6.2 3a5.5 5.5 0 1 0 6.8 6.8z", "", false),
        More => (
            "",
            "M2 8a1.25 1.25 0 1 0 2.5 0a1.25 1.25 0 1 0-2.5 0zM6.75 8a1.25 1.25 0 1 0 2.5 0a1.25 1.25 0 1 0-2.5 0zM11.5 8a1.25 1.25 0 1 0 2.5 0a1.25 1.25 0 1 0-2.5 0z",
            false,
        ),
        Octagon => ("", "M5.4 1.7h5.2l3.7 3.7v5.2l-3.7 3.7H5.4l-3.7-3.7V5.4zM4.7 7.1v1.8h6.6V7.1z", true),
        Person => {
            ("M5.5 5.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M3 13.5c.4-2.6 2.3-4 5-4s4.6 1.4 5 4", "", false)
        }
        Pin => ("M8 10v4", "M5 2h6v1.4l-.8.6.3 3 1.9 1.7v1.5H3.6V8.7L5.5 7l.3-3L5 3.4z", false),
        Plus => ("M8 3v10M3 8h10", "", false),
        Print => ("M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z", "", false),
        Product => (
            "",
            "M3.5 2h9A1.5 1.5 0 0 1 14 3.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12.5v-9A1.5 1.5 0 0 1 3.5 2z",
            false,
        ),
        Redo => ("M10 3l3 3-3 3M13 6H6.5a3.5 3.5 0 0 0 0 7H9", "", false),
        Roadmap => ("M2.5 2.5v11M5 4.5h5M6.5 8h6M9 11.5h4.5", "", false),
        Scales => ("M8 2.5v11M5 13.5h6M3 4.5h10M3 4.5 1.3 9h3.4zM13 4.5 11.3 9h3.4z", "", false),
        Search => ("M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M10.3 10.3l3.4 3.4", "", false),
        Service | Ring => {
            ("", "M8 2a6 6 0 1 1 0 12a6 6 0 0 1 0-12zM8 4.4a3.6 3.6 0 1 0 0 7.2a3.6 3.6 0 0 0 0-7.2z", true)
        }
        Settings => ("M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6M8.5 3.5v3M7.5 9.5v3", "", false),
        Spark => {
            ("M8 2c.6 3.4 2.6 5.4 6 6-3.4.6-5.4 2.6-6 6-.6-3.4-2.6-5.4-6-6 3.4-.6 5.4-2.6 6-6z", "", false)
        }
        Sun => (
            "M5.2 8a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0-5.6 0M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7",
            "",
            false,
        ),
        Table => ("M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.7h11M6.5 3v10", "", false),
        Trash => ("M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.8 7.2v3.8M9.2 7.2v3.8", "", false),
        TriangleFilled => ("", "M8 2.2 14.3 13.3H1.7z", false),
        TriangleOpen => ("", "M8 1.8 15 14H1zM8 5.6 4 12.2h8z", true),
        Undo => ("M6 3 3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H7", "", false),
        Upload => ("M8 10.5V3M4.8 6 8 2.8 11.2 6M2.5 13.5h11", "", false),
        Warning => ("", "M8 1.7 14.8 13.8H1.2zM7.2 6v4.2h1.6V6zM7.2 11.1v1.5h1.6v-1.5z", true),
    }
}
