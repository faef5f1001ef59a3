import java.io.FileInputStream;
import java.io.InputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates PDF files with the veraPDF engine: one line for each clause a file breaks, "checked N" at the end. */
public class CheckPdf {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        int checked = 0;
        for (String path : arguments) {
            for (PDFAFlavour flavour : new PDFAFlavour[] {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1}) {
                check(path, flavour);
                checked++;
            }
        }
        System.out.println("checked " + checked);
    }

    private static void check(String path, PDFAFlavour flavour) throws Exception {
        try (InputStream file = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            TreeMap<String, String> broken = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String clause = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    broken.putIfAbsent(clause, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
                }
            }
            broken.forEach((clause, message) -> System.out.println(path + " " + flavour.getId() + " " + clause + " " + message));
            if (!result.isCompliant() && broken.isEmpty()) {
                System.out.println(path + " " + flavour.getId() + " not compliant");
            }
        }
    }
}
