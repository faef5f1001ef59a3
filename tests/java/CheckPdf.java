import java.io.FileInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates PDF files with the veraPDF engine, each read once: one line for each clause a file breaks, "checked N" at the end. */
public class CheckPdf {
    private static final List<PDFAFlavour> FLAVOURS = List.of(PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1);

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        int checked = 0;
        for (String path : arguments) {
            try (InputStream file = new FileInputStream(path);
                    PDFAParser parser = Foundries.defaultInstance().createParser(file, FLAVOURS.get(0));
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(FLAVOURS, -1, false, false, false)) {
                for (ValidationResult result : validator.validateAll(parser)) {
                    tell(path, result);
                    checked++;
                }
            }
        }
        System.out.println("checked " + checked);
    }

    private static void tell(String path, ValidationResult result) {
        String flavour = result.getPDFAFlavour().getId();
        TreeMap<String, String> broken = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String clause = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                broken.putIfAbsent(clause, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
            }
        }
        broken.forEach((clause, message) -> System.out.println(path + " " + flavour + " " + clause + " " + message));
        if (!result.isCompliant() && broken.isEmpty()) {
            System.out.println(path + " " + flavour + " not compliant");
        }
    }
}
