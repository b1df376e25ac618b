# Read the service's CSV and JSON with readr and jsonlite, with no hint about their types: Rscript read.R URL
suppressPackageStartupMessages({
  library(readr)
  library(jsonlite)
})
url <- commandArgs(trailingOnly = TRUE)[1]
read <- function(path) read_csv(paste0(url, path), show_col_types = FALSE)

trade <- read("/trade.csv?year=2018")
stopifnot(
  inherits(trade$start, "Date"),
  inherits(trade$known_since, "Date"),
  is.numeric(trade$value),
  is.character(trade$title),
  nrow(trade) == fromJSON(paste0(url, "/trade?year=2018"))$meta$total
)
values <- trade[trade$measure == "value" & trade$partner == "LAC", ]
expected <- c(exports = 148790000000, imports = 158610000000, total = 307400000000)
stopifnot(identical(setNames(values$value, values$flow)[names(expected)], expected))

people <- read("/people.csv")
stopifnot("Alicia B\u00e1rcena" %in% people$name)

facts <- read("/facts.csv")
stopifnot(is.numeric(facts$value), anyNA(facts$value), inherits(facts$start, "Date"))
cat("R:", nrow(trade), "rows of trade,", nrow(facts), "facts, value is", class(facts$value), "\n")
