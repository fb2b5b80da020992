"""Names that nobody has: people after plants and tools or stones, companies after stones and trades."""

from __future__ import annotations

GIVEN = (
    "Agrimony", "Alder", "Arrowgrass", "Betony", "Bistort", "Bogbean", "Bracken", "Burdock", "Burnet", "Campion",
    "Celandine", "Chervil", "Chickweed", "Cinquefoil", "Comfrey", "Coltsfoot", "Cowslip", "Cudweed", "Dogwood",
    "Dropwort", "Eelgrass", "Eyebright", "Fennel", "Feverfew", "Figwort", "Foxtail", "Galingale", "Goldenrod",
    "Groundsel", "Harebell", "Hawkbit", "Hornbeam", "Horsetail", "Juniper", "Knapweed", "Larkspur", "Lovage",
    "Lungwort", "Mallow", "Medlar", "Milkvetch", "Moonwort", "Mugwort", "Mullein", "Oxlip", "Pearlwort",
    "Pennywort", "Quince", "Ragwort", "Restharrow", "Samphire", "Sandwort", "Saxifrage", "Sorrel", "Speedwell",
    "Spurge", "Stitchwort", "Sumac", "Tamarisk", "Tarragon", "Teasel", "Thistle", "Toadflax", "Tormentil", "Vetch",
    "Watercress", "Woodruff", "Wormwood", "Yarrow", "Yellowcress",
)  # fmt: skip
FAMILY = (
    "Adze", "Agate", "Anvil", "Auger", "Awl", "Basalt", "Bellows", "Beryl", "Bobbin", "Chisel", "Cobalt",
    "Crucible", "Dolomite", "Dowel", "Feldspar", "Ferrule", "Flint", "Galena", "Gimlet", "Gneiss", "Gypsum",
    "Halyard", "Kiln", "Ladle", "Loom", "Mallet", "Marl", "Mortise", "Obsidian", "Ochre", "Olivine", "Onyx",
    "Oriel", "Peridot", "Plumbline", "Porphyry", "Pulley", "Pumice", "Pyrite", "Quartz", "Ratchet", "Rutile",
    "Schist", "Shale", "Shuttle", "Sluice", "Spindle", "Spokeshave", "Talc", "Tenon", "Thimble", "Tinplate",
    "Tongs", "Trivet", "Trowel", "Winch", "Zircon",
)  # fmt: skip
TRADES = {
    "food": ("Noodle House", "Bakery", "Tea Room", "Fish Stall", "Canteen"),
    "building": ("Brickworks", "Roofing", "Bridge Works", "Masonry", "Scaffolding"),
    "transport": ("Haulage", "Ferry Company", "Cart Hire", "Removals"),
    "retail": ("Stores", "Hardware", "Cloth Shop", "Pharmacy", "Book Stall"),
    "workshop": ("Foundry", "Joinery", "Pottery", "Weaving Mill", "Boatyard"),
}
OTHER_TRADES = ("Company", "Partners")
